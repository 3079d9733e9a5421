package io.delegraph.broker;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.ProducerState;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.message.SaslAuthenticateRequestData;
import org.apache.kafka.common.message.SaslHandshakeRequestData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.AbstractRequest;
import org.apache.kafka.common.requests.AbstractResponse;
import org.apache.kafka.common.requests.RequestHeader;
import org.apache.kafka.common.requests.SaslAuthenticateRequest;
import org.apache.kafka.common.requests.SaslAuthenticateResponse;
import org.apache.kafka.common.requests.SaslHandshakeRequest;
import org.apache.kafka.common.requests.SaslHandshakeResponse;
import org.apache.kafka.common.requests.TransactionResult;
import org.apache.kafka.common.requests.WriteTxnMarkersRequest;
import org.apache.kafka.common.requests.WriteTxnMarkersResponse;
import org.jspecify.annotations.Nullable;

/** Writes the end of a transaction to a partition like the coordinator, because the admin client can only abort. */
final class TransactionMarkers {
    private static final short VERSION = ApiKeys.WRITE_TXN_MARKERS.latestVersion();
    private static final int TIMEOUT_MS = 10_000;
    private static final long TIMEOUT_NANOS = Duration.ofSeconds(10).toNanos();
    private static final long RETRY_NANOS = Duration.ofMillis(100).toNanos();

    /** The version whose markers have the producer's own epoch, like a transaction without its coordinator. */
    private static final short ANY_TRANSACTION_VERSION = 0;

    private final int port;
    private final @Nullable BrokerLogin login;

    /**
     * @param port where the broker listens on loopback
     * @param login null when none is required
     */
    TransactionMarkers(int port, @Nullable BrokerLogin login) {
        this.port = port;
        this.login = login;
    }

    /**
     * Returns when the marker is written.
     *
     * @throws IOException when the broker rejects it
     */
    void write(TopicPartition partition, ProducerState producer, TransactionResult result) throws IOException {
        WriteTxnMarkersRequest request = new WriteTxnMarkersRequest.Builder(
                        List.of(new WriteTxnMarkersRequest.TxnMarkerEntry(
                                producer.producerId(),
                                (short) producer.producerEpoch(),
                                Math.max(0, producer.coordinatorEpoch().orElse(0)),
                                result,
                                List.of(partition),
                                ANY_TRANSACTION_VERSION)))
                .build(VERSION);
        long giveUp = System.nanoTime() + TIMEOUT_NANOS;
        Errors error = error(request, producer, partition);
        // after a start a group's offsets are still being loaded
        while (error.exception() instanceof RetriableException && System.nanoTime() < giveUp) {
            LockSupport.parkNanos(RETRY_NANOS);
            error = error(request, producer, partition);
        }
        // it ended meanwhile: the producer has a later epoch
        if (error != Errors.NONE && error != Errors.INVALID_PRODUCER_EPOCH) {
            throw new IOException("the broker refused to end a transaction in " + partition + ": " + error);
        }
    }

    private Errors error(WriteTxnMarkersRequest request, ProducerState producer, TopicPartition partition)
            throws IOException {
        Errors error = send(request)
                .errorsByProducerId()
                .getOrDefault(producer.producerId(), Map.of())
                .get(partition);
        if (error == null) {
            throw new IOException("the broker does not say whether it ended a transaction in " + partition);
        }
        return error;
    }

    private WriteTxnMarkersResponse send(WriteTxnMarkersRequest request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(TIMEOUT_MS);
            if (login != null) {
                logIn(socket, login);
            }
            return (WriteTxnMarkersResponse) answer(socket, ApiKeys.WRITE_TXN_MARKERS, VERSION, request);
        }
    }

    /** Authenticates like every client: names the mechanism, then sends user and password. */
    private void logIn(Socket socket, BrokerLogin as) throws IOException {
        SaslHandshakeResponse handshake = (SaslHandshakeResponse) answer(
                socket,
                ApiKeys.SASL_HANDSHAKE,
                ApiKeys.SASL_HANDSHAKE.latestVersion(),
                new SaslHandshakeRequest.Builder(new SaslHandshakeRequestData().setMechanism("PLAIN"))
                        .build(ApiKeys.SASL_HANDSHAKE.latestVersion()));
        byte[] words = ("\0" + BrokerLogin.USER + "\0" + as.password()).getBytes(StandardCharsets.UTF_8);
        SaslAuthenticateResponse authenticated = (SaslAuthenticateResponse) answer(
                socket,
                ApiKeys.SASL_AUTHENTICATE,
                ApiKeys.SASL_AUTHENTICATE.latestVersion(),
                new SaslAuthenticateRequest.Builder(new SaslAuthenticateRequestData().setAuthBytes(words))
                        .build(ApiKeys.SASL_AUTHENTICATE.latestVersion()));
        if (handshake.error() != Errors.NONE || authenticated.error() != Errors.NONE) {
            throw new IOException("the broker does not take its own login: " + authenticated.errorMessage());
        }
    }

    private static AbstractResponse answer(Socket socket, ApiKeys key, short version, AbstractRequest request)
            throws IOException {
        RequestHeader header = new RequestHeader(key, version, "delegraph", 0);
        ByteBuffer bytes = request.serializeWithHeader(header);
        DataOutputStream out = new DataOutputStream(socket.getOutputStream());
        out.writeInt(bytes.remaining());
        out.write(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining());
        out.flush();
        DataInputStream in = new DataInputStream(socket.getInputStream());
        byte[] answer = new byte[in.readInt()];
        in.readFully(answer);
        return AbstractResponse.parseResponse(ByteBuffer.wrap(answer), header);
    }
}
