package org.topcoffea.testkit;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.revwalk.RevCommit;
import org.slf4j.LoggerFactory;

/** Runs inside the image, without a class path but its own, and uses each library once. One line a library says what came out. */
public final class Probe {
    /** What a working image prints. */
    static final String EXPECTED = """
        jackson {"a":[1,2]}
        compress entry of 5 bytes
        jgit commit probe
        netty echo
        slf4j org.slf4j.jul.JDK14LoggerAdapter
        png 8 x 4
        xml b
        """;

    private Probe() {}

    /** @param args a directory to write to */
    public static void main(String[] args) throws Exception {
        System.out.println("jackson " + new ObjectMapper().writeValueAsString(Map.of("a", new int[] {1, 2})));
        System.out.println("compress " + tar());
        System.out.println("jgit " + commit(Path.of(args[0], "repository")));
        System.out.println("netty " + echo());
        System.out.println(
                "slf4j " + LoggerFactory.getLogger("probe").getClass().getName());
        System.out.println("png " + png());
        System.out.println("xml " + xml());
    }

    private static String xml() throws Exception {
        byte[] text = "<a><b c='d'/></a>".getBytes(StandardCharsets.UTF_8);
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(text))
                .getDocumentElement()
                .getFirstChild()
                .getNodeName();
    }

    private static String tar() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream out = new TarArchiveOutputStream(bytes)) {
            TarArchiveEntry entry = new TarArchiveEntry("entry");
            entry.setSize(5);
            out.putArchiveEntry(entry);
            out.write(new byte[5]);
            out.closeArchiveEntry();
        }
        try (TarArchiveInputStream in = new TarArchiveInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            TarArchiveEntry entry = in.getNextEntry();
            return entry.getName() + " of " + in.readAllBytes().length + " bytes";
        }
    }

    private static String commit(Path repository) throws Exception {
        try (Git git = Git.init().setDirectory(repository.toFile()).call()) {
            Files.writeString(repository.resolve("file"), "content");
            git.add().addFilepattern("file").call();
            RevCommit commit = git.commit()
                    .setAuthor("probe", "probe@example.org")
                    .setCommitter("probe", "probe@example.org")
                    .setSign(false)
                    .setMessage("commit probe")
                    .call();
            return git.status().call().isClean() ? commit.getShortMessage() : "unclean";
        }
    }

    private static String echo() throws Exception {
        CompletableFuture<String> heard = new CompletableFuture<>();
        MultiThreadIoEventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        try {
            Channel server = new ServerBootstrap()
                    .group(loops)
                    .channel(NioServerSocketChannel.class)
                    .childHandler(new Listener(heard))
                    .bind(InetAddress.getLoopbackAddress(), 0)
                    .sync()
                    .channel();
            Channel client = new Bootstrap()
                    .group(loops)
                    .channel(NioSocketChannel.class)
                    .handler(new Listener(heard))
                    .connect(server.localAddress())
                    .sync()
                    .channel();
            client.writeAndFlush(Unpooled.copiedBuffer("echo", StandardCharsets.US_ASCII))
                    .sync();
            return heard.get(30, TimeUnit.SECONDS);
        } finally {
            loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).sync();
        }
    }

    private static String png() throws Exception {
        System.setProperty("java.awt.headless", "true");
        BufferedImage picture = new BufferedImage(8, 4, BufferedImage.TYPE_INT_RGB);
        picture.createGraphics().drawString("x", 0, 4);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(picture, "png", bytes);
        BufferedImage read = ImageIO.read(new ByteArrayInputStream(bytes.toByteArray()));
        return read.getWidth() + " x " + read.getHeight();
    }

    /** Tells what it receives. */
    private static final class Listener extends ChannelInitializer<Channel> {
        private final CompletableFuture<String> heard;

        Listener(CompletableFuture<String> heard) {
            this.heard = heard;
        }

        @Override
        protected void initChannel(Channel channel) {
            channel.pipeline().addLast(new ChannelInboundHandlerAdapter() {
                @Override
                public void channelRead(ChannelHandlerContext context, Object message) {
                    heard.complete(((io.netty.buffer.ByteBuf) message).toString(StandardCharsets.US_ASCII));
                }
            });
        }
    }
}
