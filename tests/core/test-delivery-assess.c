/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-delivery.h"

#include <string.h>

#define SECRET "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
#define NOW G_GINT64_CONSTANT (1614265330)
#define CALL "{\"call_id\":\"call-1\",\"run_id\":\"r\",\"spec\":{\"fn\":\"f\",\"kwargs\":{}}}"

typedef enum
{
  SIGNED,
  FORGED,
  UNSIGNED,
  NO_SECRET,
} Signing;

typedef struct
{
  const char *name;
  const char *body;
  Signing signing;
  guint http_status;
  HlcVerdict verdict;
  const char *error; /* a part of it; NULL: none */
  const char *event_type;
  const char *call_id;
  gboolean has_operation;
} Case;

static const Case cases[] = {
  { "verified", CALL, SIGNED, 200, HLC_VERDICT_VERIFIED, NULL, "function_call.completed", "call-1", TRUE },
  { "unverified", CALL, NO_SECRET, 200, HLC_VERDICT_UNVERIFIED, NULL, "function_call.completed", "call-1",
    TRUE },
  { "forged", CALL, FORGED, 401, HLC_VERDICT_FAILED, "No configured secret", "function_call.completed",
    "call-1", FALSE },
  { "unsigned", CALL, UNSIGNED, 401, HLC_VERDICT_FAILED, "not signed", "function_call.completed", "call-1",
    FALSE },
  { "event", "{\"type\":\"invoice.paid\"}", SIGNED, 200, HLC_VERDICT_VERIFIED, NULL, "invoice.paid", NULL,
    FALSE },
  { "none-of-it", "[]", SIGNED, 200, HLC_VERDICT_VERIFIED, NULL, NULL, NULL, FALSE },
  { "not-json", "{\n \"a\" 1}", SIGNED, 400, HLC_VERDICT_VERIFIED, "The body is not JSON: line 2, column 6",
    NULL, NULL, FALSE },
  { "not-json-forged", "{", FORGED, 400, HLC_VERDICT_FAILED, "The body is not JSON: line 1", NULL, NULL,
    FALSE },
  { "empty", "", SIGNED, 400, HLC_VERDICT_VERIFIED, "The body is not JSON", NULL, NULL, FALSE },
  { "shape", "{\"type\":\"function_call.completed\"}", SIGNED, 400, HLC_VERDICT_VERIFIED,
    "event must be an object", NULL, NULL, FALSE },
  { "shape-unverified", "{\"spec\":{\"fn\":\"f\"}}", NO_SECRET, 400, HLC_VERDICT_UNVERIFIED,
    "call_id must be", NULL, NULL, FALSE },
  { "shape-forged", "{\"spec\":{\"fn\":\"f\"}}", FORGED, 401, HLC_VERDICT_FAILED, "No configured secret",
    NULL, NULL, FALSE },
  { "repeated", "{\"type\":\"a\",\"type\":\"b\"}", SIGNED, 400, HLC_VERDICT_VERIFIED, "“type” is repeated",
    NULL, NULL, FALSE },
};

static HlcHeaderList *
make_headers (Signing signing, HlcSigningSecret *secret, GBytes *body)
{
  HlcHeaderList *headers = hlc_header_list_new ();
  g_autoptr (GBytes) other = g_bytes_new_static ("[1]", 3);
  g_autofree char *signature =
      hlc_signing_secret_sign (secret, "msg_1", NOW, signing == FORGED ? other : body);

  if (signing == UNSIGNED)
    return headers;

  hlc_header_list_append (headers, "svix-id", "msg_1");
  hlc_header_list_append (headers, "svix-timestamp", "1614265330");
  hlc_header_list_append (headers, "svix-signature", signature);

  return headers;
}

static void
test_assess (gconstpointer data)
{
  const Case *test = data;
  g_autoptr (HlcDelivery) delivery = hlc_delivery_new ();
  g_autoptr (HlcSigningSecret) secret = hlc_signing_secret_new ("main", SECRET);
  g_autoptr (GPtrArray) secrets = g_ptr_array_new ();

  if (test->signing != NO_SECRET)
    g_ptr_array_add (secrets, secret);
  delivery->body = g_bytes_new_static (test->body, strlen (test->body));
  delivery->headers = make_headers (test->signing, secret, delivery->body);

  hlc_delivery_assess (delivery, secrets, NULL, NOW * G_USEC_PER_SEC);

  g_assert_cmpuint (delivery->http_status, ==, test->http_status);
  g_assert_cmpint (delivery->verdict, ==, test->verdict);
  g_assert_cmpuint (delivery->size, ==, strlen (test->body));
  g_assert_cmpstr (delivery->event_type, ==, test->event_type);
  g_assert_cmpstr (delivery->call_id, ==, test->call_id);
  g_assert_cmpstr (delivery->message_id, ==, test->signing == UNSIGNED ? NULL : "msg_1");
  g_assert_cmpstr (delivery->secret_name, ==, test->verdict == HLC_VERDICT_VERIFIED ? "main" : NULL);
  g_assert_cmpint (delivery->operation != NULL, ==, test->has_operation);
  g_assert_nonnull (delivery->detail);
  if (test->error == NULL)
    g_assert_null (delivery->error);
  else
    g_assert_nonnull (strstr (delivery->error, test->error));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/delivery-assess/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_assess);
    }

  return g_test_run ();
}
