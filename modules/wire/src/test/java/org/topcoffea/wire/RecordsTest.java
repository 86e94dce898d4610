package org.topcoffea.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.topcoffea.spi.AnalysisException;

/** Records, filters, addresses and names as they come from many programs. */
final class RecordsTest {
    private static final CatalogRecord RECORD = CatalogRecord.parse(
            "{\"type\":\"wq_master\",\"project\":\"it\\'s\",\"port\":\"9123\",\"ssl\":1,\"load\":0.48,\"n\":null,"
                    + "\"workers_blocked\":[\"a\",\"b\"],\"network_interfaces\":[{\"address\":\"10.0.0.1\"},7],"
                    + "\"big\":99999999999999,\"text\":\"tab\there\"}");

    @Test
    void readingIsLenient() {
        assertEquals("it's", RECORD.text("project", ""));
        assertEquals(9123, RECORD.number("port", 0));
        assertEquals(0, RECORD.number("load", 7));
        assertEquals(0.48, RECORD.real("load", 0));
        assertEquals(5, RECORD.number("project", 5));
        assertEquals("none", RECORD.text("n", "none"));
        assertEquals("none", RECORD.text("workers_blocked", "none"));
        assertTrue(RECORD.flag("ssl"));
        assertFalse(RECORD.flag("absent"));
        assertEquals(1, RECORD.records("network_interfaces").size());
        assertEquals(99_999_999_999_999L, RECORD.number("big", 0));
        assertEquals(RECORD, CatalogRecord.parse(RECORD.json()));
        assertEquals(List.of("a", "b"), new ManagerRecord(RECORD).blockedHosts());
        for (String bad : List.of("", "x", "[1]", "{\"a\":", "null", "[".repeat(5000))) {
            assertThrows(AnalysisException.class, () -> CatalogRecord.parse(bad), bad);
        }
        assertEquals(1, CatalogRecord.parseList("[1,{\"a\":2},null]").size());
        assertThrows(AnalysisException.class, () -> CatalogRecord.parseList("{}"));
    }

    @Test
    void filtersSelect() {
        Map<String, Boolean> expected = Map.ofEntries(
                Map.entry("true", true),
                Map.entry("false", false),
                Map.entry("type==\"wq_master\"", true),
                Map.entry("type=='wq_master' and load<0.5", true),
                Map.entry("(true) and ((type==\"wq_manager\") or (type==\"wq_master\"))", true),
                Map.entry("type == \"wq_factory\" && (factory_name == \"f\" || false)", false),
                Map.entry("big>1 && !(load>=0.48)", false),
                Map.entry("not type==\"x\"", true),
                Map.entry("absent==1", false),
                Map.entry("absent!=1", true),
                Map.entry("absent<1 or absent>=1", false),
                Map.entry("1+2*3==7", true),
                Map.entry("(1+2)*3-1==8 and 7%4==3 and -1<0 and 8/2==4", true),
                Map.entry("1/0==1", false),
                Map.entry("\"a\"+\"b\"==\"ab\"", true),
                Map.entry("\"b\">\"a\"", true),
                Map.entry("type<5", false));
        expected.forEach((filter, wanted) ->
                assertEquals(wanted, RecordFilter.parse(filter).matches(RECORD), filter));
    }

    @Test
    void filtersThatAreNoneAreRefused() {
        for (String bad : List.of(
                "",
                "a==",
                "(a",
                "a)",
                "a b",
                "like(a,\"b\")",
                "a=1",
                "\"open",
                "@",
                "((".repeat(200),
                "x".repeat(9000),
                "- and")) {
            AnalysisException failure = assertThrows(AnalysisException.class, () -> RecordFilter.parse(bad), bad);
            assertEquals(WireError.BAD_FILTER, failure.code());
        }
    }

    @Test
    void managersAreReachedAsTheyWish() {
        CatalogRecord record = CatalogTest.manager("p", 77).with("name", "host").with("address", "1.2.3.4");
        Address direct = new Address("10.0.0.7", 77);
        Address apparent = new Address("1.2.3.4", 77);
        assertEquals(List.of(direct, apparent), new ManagerRecord(record).places(ConnectionMode.BY_IP));
        assertEquals(List.of(new Address("host", 77)), new ManagerRecord(record).places(ConnectionMode.BY_HOSTNAME));
        ManagerRecord named = new ManagerRecord(record.with("manager_preferred_connection", "by_hostname"));
        assertEquals(List.of(new Address("host", 77)), named.places(ConnectionMode.MANAGER_CHOICE));
        assertEquals(List.of(), new ManagerRecord(record.with("port", 0)).places(ConnectionMode.BY_IP));
        assertEquals(65_535, new ManagerRecord(record.with("port", 1 << 20)).port());
    }

    @Test
    void addressesAreRead() {
        assertEquals(new Address("h", 1), Address.parse(" h:1 "));
        assertEquals(new Address("::1", 9), Address.parse("[::1]:9"));
        assertEquals(new Address("::1", 5), Address.parse("::1", 5));
        assertEquals(new Address("h", 5), Address.parse("h", 5));
        assertEquals("[::1]:9", new Address("::1", 9).toString());
        assertEquals(List.of(new Address("a", 1), new Address("b", 2)), Address.parseList("a:1;b:2"));
        for (String bad : List.of("", "h", "h:", ":1", "h:0", "h:65536", "h:x", "[")) {
            assertThrows(AnalysisException.class, () -> Address.parse(bad), bad);
        }
    }

    @Test
    void resultCodesHaveTheNumbersOfWorkQueue() {
        assertEquals(ResultCode.FORSAKEN, ResultCode.of(40));
        assertEquals(ResultCode.UNKNOWN, ResultCode.of(7));
        assertEquals("MAX_WALL_TIME", ResultCode.of(56).text());
    }
}
