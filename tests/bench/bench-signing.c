/* SPDX-License-Identifier: Apache-2.0 */
#include "bench-signing.h"

#include <string.h>

#define SECRET_PREFIX "whsec_"
#define SHA256_LENGTH 32

/* A body of the first version, of the usual length: run, time, number, status. */
#define BODY_FORMAT                                                                                          \
  "{\"run_id\":\"run_%u\",\"call_id\":\"call_%" G_GINT64_FORMAT "_%u\","                                     \
  "\"spec\":{\"fn\":\"send_email\",\"kwargs\":{\"to\":\"user@example.com\",\"subject\":\"Hello\","           \
  "\"body\":\"A message of the usual length, as agents write them to the people that they work for.\"},"     \
  "\"state\":{\"thread\":[1,2,3],\"model\":\"any\"}},\"status\":%s}"
#define APPROVED                                                                                             \
  "{\"requested_at\":\"2025-06-01T10:00:00Z\",\"responded_at\":\"2025-06-01T10:01:00Z\","                    \
  "\"approved\":true,\"comment\":null}"

/* The signature of Standard Webhooks, by GLib alone: what is measured must not also be the yardstick. */
static char *
sign (const char *secret, const char *id, gint64 timestamp, const char *body)
{
  g_autofree guchar *key = NULL;
  g_autofree char *content = g_strdup_printf ("%s.%" G_GINT64_FORMAT ".%s", id, timestamp, body);
  g_autoptr (GHmac) hmac = NULL;
  guint8 digest[SHA256_LENGTH];
  gsize digest_length = sizeof digest;
  gsize key_length = 0;

  g_assert (g_str_has_prefix (secret, SECRET_PREFIX));

  key = g_base64_decode (secret + strlen (SECRET_PREFIX), &key_length);
  hmac = g_hmac_new (G_CHECKSUM_SHA256, key, key_length);
  g_hmac_update (hmac, (const guchar *) content, (gssize) strlen (content));
  g_hmac_get_digest (hmac, digest, &digest_length);

  return g_base64_encode (digest, digest_length);
}

/**
 * bench_request_new:
 * @port: the receiver's port on loopback
 * @secret: a signing secret, with its prefix
 * @number: which one; each has a message id and an operation of its own
 * @completed: whether it is approved; it waits otherwise
 *
 * Makes a whole HTTP request with a webhook about a function call, signed now.
 *
 * Returns: (transfer full): its bytes
 */
GBytes *
bench_request_new (guint16 port, const char *secret, guint number, gboolean completed)
{
  gint64 now = g_get_real_time ();
  gint64 timestamp = now / G_USEC_PER_SEC;
  g_autofree char *id = g_strdup_printf ("msg_%" G_GINT64_FORMAT "_%u", now, number);
  g_autofree char *body =
      g_strdup_printf (BODY_FORMAT, number % 100, now, number, completed ? APPROVED : "null");
  g_autofree char *signature = sign (secret, id, timestamp, body);
  char *request = g_strdup_printf ("POST /webhook HTTP/1.1\r\n"
                                   "Host: 127.0.0.1:%u\r\n"
                                   "Content-Type: application/json\r\n"
                                   "svix-id: %s\r\n"
                                   "svix-timestamp: %" G_GINT64_FORMAT "\r\n"
                                   "svix-signature: v1,%s\r\n"
                                   "Content-Length: %" G_GSIZE_FORMAT "\r\n"
                                   "\r\n"
                                   "%s",
                                   port, id, timestamp, signature, strlen (body), body);

  return g_bytes_new_take (request, strlen (request));
}
