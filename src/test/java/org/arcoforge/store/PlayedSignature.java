package org.arcoforge.store;

import com.sun.net.httpserver.HttpExchange;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Checks who asks a {@link PlayedS3}: version 4 of Amazon's signatures, computed anew. */
final class PlayedSignature {
  private PlayedSignature() {}

  /** Returns why a request is refused; empty if it is let in. */
  static Optional<PlayedS3.Answer> refusal(
      HttpExchange exchange, PlayedS3.Asked request, byte[] body, boolean isPublic) {
    String authorization = request.header("Authorization");
    if (authorization.isEmpty()) {
      return isPublic
          ? Optional.empty()
          : Optional.of(PlayedS3.Answer.refuse(403, "AccessDenied", "Access Denied"));
    }
    String[] scope = part(authorization, "Credential").split("/", -1);
    if (!scope[0].equals(PlayedS3.KEY_ID)) {
      return Optional.of(
          PlayedS3.Answer.refuse(403, "InvalidAccessKeyId", "The key id does not exist"));
    }
    try {
      String hash = request.header("x-amz-content-sha256");
      if (!hash.equals("UNSIGNED-PAYLOAD") && !hash.equals(sha256(body))) {
        return Optional.of(
            PlayedS3.Answer.refuse(400, "XAmzContentSHA256Mismatch", "The body does not match"));
      }
      String expected = signature(exchange, request, hash, scope, authorization);
      return expected.equals(part(authorization, "Signature"))
          ? Optional.empty()
          : Optional.of(
              PlayedS3.Answer.refuse(403, "SignatureDoesNotMatch", "The signature does not match"));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String part(String authorization, String name) {
    int start = authorization.indexOf(name + "=") + name.length() + 1;
    int end = authorization.indexOf(',', start);
    return authorization.substring(start, end < 0 ? authorization.length() : end).strip();
  }

  private static String signature(
      HttpExchange exchange,
      PlayedS3.Asked request,
      String hash,
      String[] scope,
      String authorization)
      throws GeneralSecurityException {
    String signed = part(authorization, "SignedHeaders");
    String headers =
        List.of(signed.split(";", -1)).stream()
            .map(name -> name + ":" + request.header(name).strip() + "\n")
            .collect(Collectors.joining());
    String query =
        request.query().isEmpty()
            ? ""
            : Arrays.stream(request.query().split("&", -1))
                .map(parameter -> parameter.contains("=") ? parameter : parameter + "=")
                .sorted()
                .collect(Collectors.joining("&"));
    String canonical =
        String.join(
            "\n",
            request.method(),
            exchange.getRequestURI().getRawPath(),
            query,
            headers,
            signed,
            hash);
    String place = String.join("/", Arrays.copyOfRange(scope, 1, scope.length));
    String text =
        String.join(
            "\n",
            "AWS4-HMAC-SHA256",
            request.header("x-amz-date"),
            place,
            sha256(canonical.getBytes(StandardCharsets.UTF_8)));
    byte[] key = ("AWS4" + PlayedS3.SECRET).getBytes(StandardCharsets.UTF_8);
    for (int i = 1; i < scope.length; i++) {
      key = mac(key, scope[i]);
    }
    return HexFormat.of().formatHex(mac(key, text));
  }

  private static byte[] mac(byte[] key, String text) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String sha256(byte[] bytes) throws GeneralSecurityException {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }
}
