package org.topcoffea.remote.internal.xrootd;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.topcoffea.remote.internal.transport.RemoteUrl;

class CgiTest {
    @Test
    void namesAreThereOnce() {
        Cgi cgi = Cgi.of("a=1&b=2&flag");
        cgi.add("b=3&c=x=y&&");
        assertEquals("/f?a=1&b=3&flag&c=x=y", cgi.behind("/f"));
        assertEquals(
                "/f?a=1&b=3&flag&c=x=y&tried=h", cgi.copy().set("tried", "h").behind("/f"));
        assertEquals("/f?a=1&b=3&flag&c=x=y", cgi.behind("/f"));
        assertEquals("/f", Cgi.of("").behind("/f"));
    }

    @Test
    void pathsAreAbsolute() {
        assertEquals("/store/f", Route.path(RemoteUrl.parse("root://h//store/f")));
        assertEquals("/store/f", Route.path(RemoteUrl.parse("root://h/store/f")));
    }

    @Test
    void hostsOfAuthorities() {
        assertEquals("h.test", Authority.host("h.test:1094"));
        assertEquals("h.test", Authority.host("h.test"));
        assertEquals("::1", Authority.host("[::1]:1094"));
        assertEquals("::1", Authority.host("::1"));
    }
}
