package org.arcoforge.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.auth.AuthScope;
import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.DefaultSchemePortResolver;
import org.apache.hc.client5.http.impl.auth.BasicCredentialsProvider;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.routing.RoutingSupport;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/** Asks servers of HTTP, directly or through a proxy. Follows nothing, repeats nothing. */
final class HttpTransport implements Transport {
  private static final int MOST_CONNECTIONS = 256;

  private final CloseableHttpClient client;
  private final String userAgent;

  HttpTransport(FetchOptions options) {
    this.userAgent = options.userAgent();
    Timeout connect = Timeout.of(options.timeouts().connect());
    Timeout idle = Timeout.of(options.timeouts().idle());
    Proxies proxies = Proxies.of(options.environment());
    BasicCredentialsProvider logins = new BasicCredentialsProvider();
    for (Proxies.Proxy proxy : proxies.withLogins()) {
      logins.setCredentials(
          new AuthScope(proxy.host(), proxy.port()),
          new UsernamePasswordCredentials(proxy.user(), proxy.password().toCharArray()));
    }
    this.client =
        HttpClientBuilder.create()
            .setConnectionManager(
                PoolingHttpClientConnectionManagerBuilder.create()
                    .setMaxConnPerRoute(MOST_CONNECTIONS)
                    .setMaxConnTotal(MOST_CONNECTIONS)
                    .setDefaultConnectionConfig(
                        ConnectionConfig.custom()
                            .setConnectTimeout(connect)
                            .setSocketTimeout(idle)
                            .setValidateAfterInactivity(TimeValue.ofSeconds(1))
                            .build())
                    .build())
            .setDefaultRequestConfig(
                RequestConfig.custom()
                    .setResponseTimeout(idle)
                    .setConnectionRequestTimeout(connect)
                    .build())
            .setDefaultCredentialsProvider(logins)
            .setRoutePlanner((target, context) -> route(proxies, target))
            .disableRedirectHandling()
            .disableAutomaticRetries()
            .disableContentCompression()
            .disableCookieManagement()
            .disableDefaultUserAgent()
            .build();
  }

  private static HttpRoute route(Proxies proxies, HttpHost given) {
    HttpHost target = RoutingSupport.normalize(given, DefaultSchemePortResolver.INSTANCE);
    boolean secure = target.getSchemeName().equalsIgnoreCase("https");
    Proxies.Proxy proxy =
        proxies.of(target.getSchemeName(), target.getHostName(), target.getPort());
    return proxy == null
        ? new HttpRoute(target, null, secure)
        : new HttpRoute(target, null, new HttpHost("http", proxy.host(), proxy.port()), secure);
  }

  @Override
  public Response send(URI uri, Ask ask, Map<String, String> secrets) throws IOException {
    HttpGet request = new HttpGet(uri);
    request.setHeader("User-Agent", userAgent);
    request.setHeader("Accept", ask.accept());
    request.setHeader("Accept-Encoding", "identity");
    String range = ask.range();
    if (range != null) {
      request.setHeader("Range", range);
      if (!ask.ifRange().isEmpty()) {
        request.setHeader("If-Range", ask.ifRange());
      }
    }
    if (!ask.ifOtherThan().isEmpty()) {
      request.setHeader(
          ask.ifOtherThan().startsWith("\"") ? "If-None-Match" : "If-Modified-Since",
          ask.ifOtherThan());
    }
    secrets.forEach(request::setHeader);
    ClassicHttpResponse response = client.executeOpen(HttpHost.create(uri), request, null);
    Map<String, String> headers = new HashMap<>();
    for (Header header : response.getHeaders()) {
      headers.putIfAbsent(header.getName().toLowerCase(Locale.ROOT), header.getValue());
    }
    HttpEntity entity = response.getEntity();
    InputStream body = entity == null ? InputStream.nullInputStream() : entity.getContent();
    return new Response(
        response.getCode(),
        headers,
        body,
        () -> {
          request.cancel();
          response.close();
        });
  }

  @Override
  public void close() throws IOException {
    client.close();
  }
}
