/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-signature-check.h"

#include <string.h>

#include "hlc-signature-probe.h"

#define SECRET "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
#define OTHER_SECRET "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD"
#define ID "msg_p5jXN8AQM9LWM0D4loKWxJek"
#define TIMESTAMP "1614265330"
#define BODY "{\"test\": 2432232314}"
#define SIGNATURE "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
#define WRONG_SIGNATURE "v1,AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="
#define NOW G_GINT64_CONSTANT (1614265330)
#define MAX_HEADERS 8

#define WEBHOOK(id, timestamp, signature)                                                                    \
  { "Webhook-Id", id }, { "webhook-timestamp", timestamp }, { "WEBHOOK-SIGNATURE", signature }
#define SVIX(id, timestamp, signature)                                                                       \
  { "svix-id", id }, { "svix-timestamp", timestamp }, { "svix-signature", signature }

typedef struct
{
  const char *name;
  const char *headers[MAX_HEADERS][2];
  const char *secrets[3];
  gint64 now; /* seconds */
  HlcVerdict verdict;
  HlcReason reason;
  const char *detail; /* a part of it */
  const char *message_id;
  const char *secret_name;
} Case;

#define PASS HLC_VERDICT_VERIFIED, HLC_REASON_VERIFIED
#define FAIL(reason) HLC_VERDICT_FAILED, HLC_REASON_##reason

static const Case cases[] = {
  { "webhook-family",
    { WEBHOOK (ID, TIMESTAMP, SIGNATURE) },
    { SECRET },
    NOW,
    PASS,
    "matches",
    ID,
    "secret-0" },
  { "svix-family", { SVIX (ID, TIMESTAMP, SIGNATURE) }, { SECRET }, NOW, PASS, "matches", ID, "secret-0" },
  { "both-families",
    { SVIX ("msg_other", "1", "nonsense"), WEBHOOK (ID, TIMESTAMP, SIGNATURE) },
    { SECRET },
    NOW,
    PASS,
    "matches",
    ID,
    "secret-0" },
  { "half-webhook-whole-svix",
    { { "webhook-id", "msg_other" }, SVIX (ID, TIMESTAMP, SIGNATURE) },
    { SECRET },
    NOW,
    PASS,
    "matches",
    ID,
    "secret-0" },
  { "bare-secret",
    { SVIX (ID, TIMESTAMP, SIGNATURE) },
    { "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw" },
    NOW,
    PASS,
    "matches",
    ID,
    "secret-0" },
  { "second-secret",
    { SVIX (ID, TIMESTAMP, SIGNATURE) },
    { OTHER_SECRET, SECRET },
    NOW,
    PASS,
    "matches",
    ID,
    "secret-1" },
  { "malformed-secret-beside",
    { SVIX (ID, TIMESTAMP, SIGNATURE) },
    { "whsec_!", SECRET },
    NOW,
    PASS,
    "matches",
    ID,
    "secret-1" },
  { "several-signatures",
    { SVIX (ID, TIMESTAMP, "v1a,Zm9v " WRONG_SIGNATURE "  nonsense " SIGNATURE " v2,AAAA") },
    { SECRET },
    NOW,
    PASS,
    "matches",
    ID,
    "secret-0" },
  { "oldest", { SVIX (ID, TIMESTAMP, SIGNATURE) }, { SECRET }, NOW + 300, PASS, "matches", ID, "secret-0" },
  { "newest", { SVIX (ID, TIMESTAMP, SIGNATURE) }, { SECRET }, NOW - 300, PASS, "matches", ID, "secret-0" },
  { "no-secret",
    { SVIX (ID, TIMESTAMP, SIGNATURE) },
    { NULL },
    NOW,
    HLC_VERDICT_UNVERIFIED,
    HLC_REASON_NO_SECRET,
    "No signing secret is configured",
    ID,
    NULL },
  { "no-secret-no-headers",
    { { "host", "localhost" } },
    { NULL },
    NOW,
    HLC_VERDICT_UNVERIFIED,
    HLC_REASON_NO_SECRET,
    "No signing secret is configured",
    NULL,
    NULL },
  { "no-headers", { { NULL } }, { SECRET }, NOW, FAIL (MISSING_HEADER), "not signed", NULL, NULL },
  { "no-webhook-id",
    { { "webhook-timestamp", TIMESTAMP }, { "webhook-signature", SIGNATURE } },
    { SECRET },
    NOW,
    FAIL (MISSING_HEADER),
    "has webhook-timestamp, webhook-signature but not webhook-id:",
    NULL,
    NULL },
  { "no-svix-timestamp",
    { { "svix-id", ID }, { "svix-signature", SIGNATURE } },
    { SECRET },
    NOW,
    FAIL (MISSING_HEADER),
    "but not svix-timestamp:",
    ID,
    NULL },
  { "no-svix-signature",
    { { "svix-id", ID }, { "svix-timestamp", TIMESTAMP } },
    { SECRET },
    NOW,
    FAIL (MISSING_HEADER),
    "but not svix-signature:",
    ID,
    NULL },
  { "empty-id",
    { WEBHOOK ("", TIMESTAMP, SIGNATURE) },
    { SECRET },
    NOW,
    FAIL (MISSING_HEADER),
    "but not webhook-id:",
    NULL,
    NULL },
  { "families-mixed",
    { { "webhook-id", ID }, { "svix-timestamp", TIMESTAMP }, { "svix-signature", SIGNATURE } },
    { SECRET },
    NOW,
    FAIL (MISSING_HEADER),
    "has webhook-id but not webhook-timestamp, webhook-signature:",
    ID,
    NULL },
  { "timestamp-sign",
    { SVIX (ID, "+1614265330", SIGNATURE) },
    { SECRET },
    NOW,
    FAIL (MALFORMED_TIMESTAMP),
    "plain digits",
    ID,
    NULL },
  { "timestamp-negative",
    { SVIX (ID, "-1", SIGNATURE) },
    { SECRET },
    NOW,
    FAIL (MALFORMED_TIMESTAMP),
    "plain digits",
    ID,
    NULL },
  { "timestamp-space",
    { SVIX (ID, " 1614265330", SIGNATURE) },
    { SECRET },
    NOW,
    FAIL (MALFORMED_TIMESTAMP),
    "plain digits",
    ID,
    NULL },
  { "timestamp-fraction",
    { SVIX (ID, "1614265330.5", SIGNATURE) },
    { SECRET },
    NOW,
    FAIL (MALFORMED_TIMESTAMP),
    "plain digits",
    ID,
    NULL },
  { "timestamp-date",
    { SVIX (ID, "2021-02-25T15:02:10Z", SIGNATURE) },
    { SECRET },
    NOW,
    FAIL (MALFORMED_TIMESTAMP),
    "plain digits",
    ID,
    NULL },
  { "timestamp-overflow",
    { SVIX (ID, "18446744075323816946", SIGNATURE) },
    { SECRET },
    NOW,
    FAIL (MALFORMED_TIMESTAMP),
    "plain digits",
    ID,
    NULL },
  { "timestamp-twice",
    { SVIX (ID, TIMESTAMP, SIGNATURE), { "Svix-Timestamp", TIMESTAMP } },
    { SECRET },
    NOW,
    FAIL (MALFORMED_TIMESTAMP),
    "svix-timestamp comes 2 times",
    ID,
    NULL },
  { "too-old-by-a-second",
    { SVIX (ID, TIMESTAMP, SIGNATURE) },
    { SECRET },
    NOW + 301,
    FAIL (TIMESTAMP_TOO_OLD),
    "5 minutes 1 second old, 1 second older than the 5 minutes allowed",
    ID,
    NULL },
  { "too-old",
    { SVIX (ID, TIMESTAMP, SIGNATURE) },
    { SECRET },
    NOW + 300 + 7 * 60 + 3,
    FAIL (TIMESTAMP_TOO_OLD),
    "12 minutes 3 seconds old, 7 minutes 3 seconds older than the 5 minutes allowed",
    ID,
    NULL },
  { "too-old-by-days",
    { SVIX (ID, TIMESTAMP, SIGNATURE) },
    { SECRET },
    NOW + 300 + 86400 + 3600 + 59,
    FAIL (TIMESTAMP_TOO_OLD),
    "1 day 1 hour older",
    ID,
    NULL },
  { "too-new",
    { SVIX (ID, TIMESTAMP, SIGNATURE) },
    { SECRET },
    NOW - 301,
    FAIL (TIMESTAMP_TOO_NEW),
    "5 minutes 1 second in the future, 1 second more than the 5 minutes allowed",
    ID,
    NULL },
  { "milliseconds",
    { SVIX (ID, TIMESTAMP "000", SIGNATURE) },
    { SECRET },
    NOW,
    FAIL (TIMESTAMP_TOO_NEW),
    "milliseconds",
    ID,
    NULL },
  { "no-comma",
    { SVIX (ID, TIMESTAMP, "v1=Zm9v") },
    { SECRET },
    NOW,
    FAIL (MALFORMED_SIGNATURE),
    "“v1,” and base64",
    ID,
    NULL },
  { "no-version",
    { SVIX (ID, TIMESTAMP, ",Zm9v") },
    { SECRET },
    NOW,
    FAIL (MALFORMED_SIGNATURE),
    "“v1,” and base64",
    ID,
    NULL },
  { "no-code",
    { SVIX (ID, TIMESTAMP, "v1,") },
    { SECRET },
    NOW,
    FAIL (MALFORMED_SIGNATURE),
    "“v1,” and base64",
    ID,
    NULL },
  { "not-base64",
    { SVIX (ID, TIMESTAMP, "v1,g0hM-_==") },
    { SECRET },
    NOW,
    FAIL (MALFORMED_SIGNATURE),
    "“v1,” and base64",
    ID,
    NULL },
  { "hexadecimal-code",
    { SVIX (ID, TIMESTAMP, "sha256=abcdef") },
    { SECRET },
    NOW,
    FAIL (MALFORMED_SIGNATURE),
    "“v1,” and base64",
    ID,
    NULL },
  { "only-space",
    { SVIX (ID, TIMESTAMP, "  ") },
    { SECRET },
    NOW,
    FAIL (MALFORMED_SIGNATURE),
    "“v1,” and base64",
    ID,
    NULL },
  { "signature-twice",
    { SVIX (ID, TIMESTAMP, SIGNATURE), { "svix-signature", SIGNATURE } },
    { SECRET },
    NOW,
    FAIL (MALFORMED_SIGNATURE),
    "svix-signature comes 2 times",
    ID,
    NULL },
  { "id-twice",
    { SVIX (ID, TIMESTAMP, SIGNATURE), { "svix-id", "msg_2" } },
    { SECRET },
    NOW,
    FAIL (MALFORMED_SIGNATURE),
    "svix-id comes 2 times",
    ID,
    NULL },
  { "other-version",
    { SVIX (ID, TIMESTAMP, "v1a,Zm9v v2,Zm9v") },
    { SECRET },
    NOW,
    FAIL (UNSUPPORTED_VERSION),
    "other than v1",
    ID,
    NULL },
  { "longer-version-name",
    { SVIX (ID, TIMESTAMP, "v11,Zm9v") },
    { SECRET },
    NOW,
    FAIL (UNSUPPORTED_VERSION),
    "other than v1",
    ID,
    NULL },
  { "no-match",
    { SVIX (ID, TIMESTAMP, WRONG_SIGNATURE) },
    { SECRET },
    NOW,
    FAIL (NO_MATCH),
    "No configured secret",
    ID,
    NULL },
  { "truncated-signature",
    { SVIX (ID, TIMESTAMP, "v1,g0hM9SsE") },
    { SECRET },
    NOW,
    FAIL (NO_MATCH),
    "No configured secret",
    ID,
    NULL },
  { "other-timestamp",
    { SVIX (ID, "1614265331", SIGNATURE) },
    { SECRET },
    NOW,
    FAIL (NO_MATCH),
    "No configured secret",
    ID,
    NULL },
  { "id-not-utf8",
    { SVIX ("msg_\xff", TIMESTAMP, SIGNATURE) },
    { SECRET },
    NOW,
    FAIL (NO_MATCH),
    "No configured secret",
    "msg_\xef\xbf\xbd",
    NULL },
};

static HlcHeaderList *
make_headers (const char *const (*headers)[2])
{
  HlcHeaderList *list = hlc_header_list_new ();

  for (gsize i = 0; i < MAX_HEADERS && headers[i][0] != NULL; i++)
    hlc_header_list_append (list, headers[i][0], headers[i][1]);

  return list;
}

static GPtrArray *
make_secrets (const char *const *texts, gsize n_texts)
{
  GPtrArray *secrets = g_ptr_array_new_with_free_func ((GDestroyNotify) hlc_signing_secret_unref);

  for (gsize i = 0; i < n_texts && texts[i] != NULL; i++)
    {
      g_autofree char *name = g_strdup_printf ("secret-%" G_GSIZE_FORMAT, i);

      g_ptr_array_add (secrets, hlc_signing_secret_new (name, texts[i]));
    }

  return secrets;
}

static void
assert_no_secret (const char *text)
{
  g_assert_null (strstr (text, SECRET + strlen ("whsec_")));
  g_assert_null (strstr (text, OTHER_SECRET + strlen ("whsec_")));
}

static void
test_verdict (gconstpointer data)
{
  const Case *test = data;
  g_autoptr (HlcHeaderList) headers = make_headers (test->headers);
  g_autoptr (GPtrArray) secrets = make_secrets (test->secrets, G_N_ELEMENTS (test->secrets));
  g_autoptr (GBytes) body = g_bytes_new_static (BODY, strlen (BODY));
  g_autoptr (HlcSignatureCheck) check =
      hlc_signature_check_new (headers, body, secrets, NULL, test->now * G_USEC_PER_SEC);

  g_assert_cmpint (check->verdict, ==, test->verdict);
  g_assert_cmpstr (hlc_reason_to_string (check->reason), ==, hlc_reason_to_string (test->reason));
  g_assert_cmpint (check->diagnosis, ==, HLC_DIAGNOSIS_NONE);
  g_test_message ("%s", check->detail);
  g_assert_nonnull (strstr (check->detail, test->detail));
  g_assert_cmpstr (check->message_id, ==, test->message_id);
  g_assert_cmpstr (check->secret_name, ==, test->secret_name);
  assert_no_secret (check->detail);
}

typedef struct
{
  const char *name;
  const char *signed_body;
  const char *received_body;
  const char *headers[MAX_HEADERS][2];
  const char *secrets[3];
  HlcDiagnosis diagnosis;
  const char *secret_name;
} ProbeCase;

#define CHANGED(name, signed, received, diagnosis)                                                           \
  {                                                                                                          \
    name, signed, received, { SVIX (ID, TIMESTAMP, NULL) }, { SECRET }, diagnosis, "secret-0"                \
  }
#define RAW "{\"b\": {\"d\":1.50 ,\"c\":\"caf\303\251\"},\n\"a\":[1,\"\\u00e9\"]}"

/* Each is signed over one body and received as another. NULL stands for the signature. */
static const ProbeCase probe_cases[] = {
  CHANGED ("newline-added", "{\"a\":1}", "{\"a\":1}\n", HLC_DIAGNOSIS_WHITESPACE_CHANGED),
  CHANGED ("dos-newline-added", "{\"a\":1}", "{\"a\":1}\r\n", HLC_DIAGNOSIS_WHITESPACE_CHANGED),
  CHANGED ("newline-removed", "{\"a\":1}\n", "{\"a\":1}", HLC_DIAGNOSIS_WHITESPACE_CHANGED),
  CHANGED ("to-dos-lines", "{\n\"a\":1\n}\n", "{\r\n\"a\":1\r\n}\r\n", HLC_DIAGNOSIS_WHITESPACE_CHANGED),
  CHANGED ("to-unix-lines", "{\r\n\"a\":1\r\n}\r\n", "{\n\"a\":1\n}\n", HLC_DIAGNOSIS_WHITESPACE_CHANGED),
  CHANGED ("padded", "{\"a\": 1}", " \t{\"a\": 1} \n\n", HLC_DIAGNOSIS_WHITESPACE_CHANGED),
  CHANGED ("not-json-newline", "hello", "hello\n", HLC_DIAGNOSIS_WHITESPACE_CHANGED),
  CHANGED ("compact",
           "{\"b\":{\"d\":1.50,\"c\":\"caf\303\251\"},\"a\":[1,\"\303\251\"]}",
           RAW,
           HLC_DIAGNOSIS_BODY_RESERIALISED),
  CHANGED ("compact-ascii",
           "{\"b\":{\"d\":1.50,\"c\":\"caf\\u00e9\"},\"a\":[1,\"\\u00e9\"]}",
           RAW,
           HLC_DIAGNOSIS_BODY_RESERIALISED),
  CHANGED ("python",
           "{\"b\": {\"d\": 1.50, \"c\": \"caf\\u00e9\"}, \"a\": [1, \"\\u00e9\"]}",
           RAW,
           HLC_DIAGNOSIS_BODY_RESERIALISED),
  CHANGED ("python-sorted",
           "{\"a\": [1, \"\\u00e9\"], \"b\": {\"c\": \"caf\\u00e9\", \"d\": 1.50}}",
           RAW,
           HLC_DIAGNOSIS_BODY_RESERIALISED),
  CHANGED ("sorted-unicode",
           "{\"a\":[1,\"\303\251\"],\"b\":{\"c\":\"caf\303\251\",\"d\":1.50}}",
           RAW,
           HLC_DIAGNOSIS_BODY_RESERIALISED),
  CHANGED ("indented",
           "{\n  \"b\": {\n    \"d\": 1.50,\n    \"c\": \"caf\303\251\"\n  },\n  \"a\": [\n    1,\n    "
           "\"\303\251\"\n  ]\n}",
           RAW,
           HLC_DIAGNOSIS_BODY_RESERIALISED),
  { "changed-byte",
    "{\"a\":1}",
    "{\"a\":2}",
    { SVIX (ID, TIMESTAMP, NULL) },
    { SECRET },
    HLC_DIAGNOSIS_NONE,
    NULL },
  { "other-secret",
    BODY,
    BODY,
    { SVIX (ID, TIMESTAMP, NULL) },
    { OTHER_SECRET },
    HLC_DIAGNOSIS_OTHER_SECRET,
    "elsewhere" },
  { "other-family-id",
    BODY,
    BODY,
    { WEBHOOK ("msg_2", TIMESTAMP, NULL), { "svix-id", ID } },
    { SECRET },
    HLC_DIAGNOSIS_ID_MISMATCH,
    "secret-0" },
  { "padded-id",
    BODY,
    BODY,
    { SVIX (" " ID "\t", TIMESTAMP, NULL) },
    { SECRET },
    HLC_DIAGNOSIS_ID_MISMATCH,
    "secret-0" },
  { "all-secrets-malformed",
    BODY,
    BODY,
    { SVIX (ID, TIMESTAMP, NULL) },
    { "whsec_!", "" },
    HLC_DIAGNOSIS_SECRET_MALFORMED,
    "secret-0" },
  { "one-secret-malformed",
    BODY,
    "{}",
    { SVIX (ID, TIMESTAMP, NULL) },
    { SECRET, "whsec_!" },
    HLC_DIAGNOSIS_SECRET_MALFORMED,
    "secret-1" },
};

static HlcHeaderList *
make_signed_headers (const ProbeCase *test, const char *signature)
{
  HlcHeaderList *list = hlc_header_list_new ();

  for (gsize i = 0; i < MAX_HEADERS && test->headers[i][0] != NULL; i++)
    hlc_header_list_append (list, test->headers[i][0],
                            test->headers[i][1] != NULL ? test->headers[i][1] : signature);

  return list;
}

static void
test_probe (gconstpointer data)
{
  const ProbeCase *test = data;
  g_autoptr (HlcSigningSecret) signer = hlc_signing_secret_new ("elsewhere", SECRET);
  g_autoptr (GBytes) signed_body = g_bytes_new_static (test->signed_body, strlen (test->signed_body));
  g_autoptr (GBytes) body = g_bytes_new_static (test->received_body, strlen (test->received_body));
  g_autofree char *signature = hlc_signing_secret_sign (signer, ID, NOW, signed_body);
  g_autoptr (HlcHeaderList) headers = make_signed_headers (test, signature);
  g_autoptr (GPtrArray) secrets = make_secrets (test->secrets, G_N_ELEMENTS (test->secrets));
  g_autoptr (GPtrArray) others = g_ptr_array_new ();
  g_autoptr (HlcSignatureCheck) check = NULL;

  if (test->diagnosis == HLC_DIAGNOSIS_OTHER_SECRET)
    g_ptr_array_add (others, signer);
  check = hlc_signature_check_new (headers, body, secrets, others, NOW * G_USEC_PER_SEC);

  g_test_message ("%s", check->detail);
  g_assert_cmpint (check->verdict, ==, HLC_VERDICT_FAILED);
  g_assert_cmpstr (hlc_reason_to_string (check->reason), ==, "no_match");
  g_assert_cmpstr (hlc_diagnosis_to_string (check->diagnosis), ==, hlc_diagnosis_to_string (test->diagnosis));
  g_assert_cmpstr (check->secret_name, ==, test->secret_name);
  assert_no_secret (check->detail);
}

static void
test_large_body_is_not_probed (void)
{
  g_autoptr (HlcSigningSecret) signer = hlc_signing_secret_new ("signer", SECRET);
  char *text = g_strnfill (HLC_SIGNATURE_PROBE_MAX_BODY + 1, ' ');
  g_autoptr (GBytes) body = g_bytes_new_take (text, HLC_SIGNATURE_PROBE_MAX_BODY + 1);
  g_autoptr (GBytes) signed_body = g_bytes_new_from_bytes (body, 0, 0);
  g_autofree char *signature = hlc_signing_secret_sign (signer, ID, NOW, signed_body);
  const ProbeCase test = { .headers = { SVIX (ID, TIMESTAMP, NULL) } };
  g_autoptr (HlcHeaderList) headers = make_signed_headers (&test, signature);
  g_autoptr (GPtrArray) secrets = g_ptr_array_new ();
  g_autoptr (GBytes) smaller = g_bytes_new_from_bytes (body, 0, HLC_SIGNATURE_PROBE_MAX_BODY);
  g_autoptr (HlcSignatureCheck) large = NULL;
  g_autoptr (HlcSignatureCheck) small = NULL;

  g_ptr_array_add (secrets, signer);
  large = hlc_signature_check_new (headers, body, secrets, NULL, NOW * G_USEC_PER_SEC);
  small = hlc_signature_check_new (headers, smaller, secrets, NULL, NOW * G_USEC_PER_SEC);

  g_assert_cmpint (large->diagnosis, ==, HLC_DIAGNOSIS_NONE);
  g_assert_cmpint (small->diagnosis, ==, HLC_DIAGNOSIS_WHITESPACE_CHANGED);
}

static void
test_constant_time_equal (void)
{
  g_assert_true (hlc_constant_time_equal ("", 0, "", 0));
  g_assert_true (hlc_constant_time_equal ("abc", 3, "abc", 3));
  g_assert_true (hlc_constant_time_equal ("a\0b", 3, "a\0b", 3));
  g_assert_false (hlc_constant_time_equal ("a\0b", 3, "a\0c", 3));
  g_assert_false (hlc_constant_time_equal ("abc", 3, "abd", 3));
  g_assert_false (hlc_constant_time_equal ("abc", 3, "xbc", 3));
  g_assert_false (hlc_constant_time_equal ("abc", 3, "abcd", 4));
  g_assert_false (hlc_constant_time_equal ("abc", 3, "", 0));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/signature-check/verdict/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_verdict);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (probe_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/signature-check/probe/", probe_cases[i].name, NULL);

      g_test_add_data_func (path, &probe_cases[i], test_probe);
    }
  g_test_add_func ("/signature-check/large-body-is-not-probed", test_large_body_is_not_probed);
  g_test_add_func ("/signature-check/constant-time-equal", test_constant_time_equal);

  return g_test_run ();
}
