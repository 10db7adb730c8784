/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-signature-check.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "hlc-signature-list.h"
#include "hlc-signature-probe.h"

/* Digits that cannot overflow a gint64. */
#define TIMESTAMP_MAX_DIGITS 18
/* In seconds the year 5138, in milliseconds 1973: who sends more than this counts in milliseconds. */
#define TIMESTAMP_LOOKS_LIKE_MILLISECONDS G_GINT64_CONSTANT (100000000000)

#define N_HEADERS 3

/* In seconds. */
#define MINUTE 60
#define HOUR (60 * MINUTE)
#define DAY (24 * HOUR)

/* Standard Webhooks specification, "Webhook headers", and the older names of Svix. */
typedef struct
{
  const char *id;
  const char *timestamp;
  const char *signature;
} HeaderFamily;

static const HeaderFamily families[] = {
  { "webhook-id", "webhook-timestamp", "webhook-signature" },
  { "svix-id", "svix-timestamp", "svix-signature" },
};

/* What is said of a signature that matches nothing, by what the probes found. */
static const char *const no_match_sentences[] = {
  [HLC_DIAGNOSIS_NONE] =
      N_ ("No configured secret made this signature. Check that the sender signs with the secret that "
          "is configured here, and that nothing on the way changes the body."),
  [HLC_DIAGNOSIS_WHITESPACE_CHANGED] =
      N_ ("The signature is of this body with other line ends or white space "
          "around it: something changed them after it "
          "was signed. Send exactly the bytes that were signed."),
  [HLC_DIAGNOSIS_BODY_RESERIALISED] =
      N_ ("The signature is of the same JSON printed another way: it was parsed "
          "and printed anew after it was signed. "
          "Send exactly the bytes that were signed."),
  [HLC_DIAGNOSIS_OTHER_SECRET] =
      N_ ("The signature was made with the secret of another endpoint. Give the sender this "
          "receiver's secret, or add that secret here."),
  [HLC_DIAGNOSIS_SECRET_MALFORMED] = NULL,
  [HLC_DIAGNOSIS_ID_MISMATCH] =
      N_ ("The signature is of another message id than the header says: something changed the "
          "id after it was signed. Send the id that was signed, without white space."),
};

static void
hlc_signature_check_set (HlcSignatureCheck *self, HlcVerdict verdict, HlcReason reason, const char *detail)
{
  self->verdict = verdict;
  self->reason = reason;
  g_free (self->detail);
  self->detail = g_strdup (detail);
}

/* An empty value is as good as none: no signer sends it. */
static gboolean
has_header (HlcHeaderList *headers, const char *name)
{
  const char *value = hlc_header_list_lookup (headers, name);

  return value != NULL && *value != '\0';
}

/* Lists which of the family's headers are there, or which are not. */
static char *
join_headers (HlcHeaderList *headers, const HeaderFamily *family, gboolean present)
{
  const char *names[N_HEADERS] = { family->id, family->timestamp, family->signature };
  const char *found[N_HEADERS + 1] = { NULL };
  gsize n_found = 0;

  for (gsize i = 0; i < N_HEADERS; i++)
    if (has_header (headers, names[i]) == present)
      found[n_found++] = names[i];

  return n_found == 0 ? NULL : g_strjoinv (", ", (char **) found);
}

static const HeaderFamily *
find_complete_family (HlcHeaderList *headers)
{
  for (gsize i = 0; i < G_N_ELEMENTS (families); i++)
    {
      g_autofree char *missing = join_headers (headers, &families[i], FALSE);

      if (missing == NULL)
        return &families[i];
    }

  return NULL;
}

static char *
dup_missing_sentence (HlcHeaderList *headers)
{
  for (gsize i = 0; i < G_N_ELEMENTS (families); i++)
    {
      g_autofree char *present = join_headers (headers, &families[i], TRUE);
      g_autofree char *missing = join_headers (headers, &families[i], FALSE);

      if (present != NULL)
        return g_strdup_printf (
            /* Translators: names of headers. */
            _ ("The request has %s but not %s: all three are needed. Check that the sender sends "
               "them, and that no proxy removes them."),
            present, missing);
    }

  return g_strdup (
      _ ("The request is not signed: it has neither webhook-id, webhook-timestamp and webhook-signature nor "
         "svix-id, svix-timestamp and svix-signature. Turn signing on at the sender."));
}

/* The id names the message even where the signature cannot be checked. */
static char *
dup_message_id (HlcHeaderList *headers, const HeaderFamily *family)
{
  if (family != NULL)
    return g_utf8_make_valid (hlc_header_list_lookup (headers, family->id), -1);

  for (gsize i = 0; i < G_N_ELEMENTS (families); i++)
    if (has_header (headers, families[i].id))
      return g_utf8_make_valid (hlc_header_list_lookup (headers, families[i].id), -1);

  return NULL;
}

static char *
format_count (gint64 seconds_per_unit, int count)
{
  gulong n = (gulong) count;

  switch (seconds_per_unit)
    {
    case DAY:
      return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%d day", "%d days", n), count);
    case HOUR:
      return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%d hour", "%d hours", n), count);
    case MINUTE:
      return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%d minute", "%d minutes", n), count);
    default:
      return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%d second", "%d seconds", n), count);
    }
}

/* The two largest units: "2 days 3 hours". */
static char *
format_duration (gint64 seconds)
{
  static const gint64 UNITS[] = { DAY, HOUR, MINUTE, 1 };
  g_autoptr (GString) text = g_string_new (NULL);
  guint n_parts = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (UNITS) && n_parts < 2; i++)
    {
      gint64 count = seconds / UNITS[i];
      g_autofree char *part = format_count (UNITS[i], (int) MIN (count, G_MAXINT));

      if (count == 0)
        continue;
      g_string_append_printf (text, "%s%s", n_parts > 0 ? " " : "", part);
      seconds %= UNITS[i];
      n_parts++;
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* g_ascii_strtoull() would take signs and white space. */
static gboolean
parse_timestamp (const char *text, gint64 *timestamp)
{
  gsize length = strlen (text);
  gint64 value = 0;

  if (length == 0 || length > TIMESTAMP_MAX_DIGITS)
    return FALSE;

  for (gsize i = 0; i < length; i++)
    {
      if (!g_ascii_isdigit (text[i]))
        return FALSE;
      value = value * 10 + (text[i] - '0');
    }

  *timestamp = value;
  return TRUE;
}

/* A header that comes twice leaves open which one was meant: an attacker's choice, so nobody's. */
static gboolean
check_repeats (HlcSignatureCheck *self, HlcHeaderList *headers, const HeaderFamily *family)
{
  const struct
  {
    const char *name;
    HlcReason reason;
  } cases[] = {
    { family->id, HLC_REASON_MALFORMED_SIGNATURE },
    { family->timestamp, HLC_REASON_MALFORMED_TIMESTAMP },
    { family->signature, HLC_REASON_MALFORMED_SIGNATURE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      guint count = hlc_header_list_count (headers, cases[i].name);
      g_autofree char *detail = NULL;

      if (count == 1)
        continue;
      detail = g_strdup_printf (
          _ ("The header %s comes %u times: send it once, several signatures with a space between."),
          cases[i].name, count);
      hlc_signature_check_set (self, HLC_VERDICT_FAILED, cases[i].reason, detail);
      return FALSE;
    }

  return TRUE;
}

static gboolean
check_timestamp (HlcSignatureCheck *self, const char *text, gint64 now, gint64 *timestamp)
{
  gint64 age = 0;
  g_autofree char *distance = NULL;
  g_autofree char *excess = NULL;
  g_autofree char *detail = NULL;

  if (!parse_timestamp (text, timestamp))
    {
      hlc_signature_check_set (
          self, HLC_VERDICT_FAILED, HLC_REASON_MALFORMED_TIMESTAMP,
          _ ("The timestamp is not a number of seconds since 1970 in plain digits: send Unix time."));
      return FALSE;
    }

  age = now / G_USEC_PER_SEC - *timestamp;
  if (ABS (age) <= HLC_SIGNATURE_TOLERANCE)
    return TRUE;

  distance = format_duration (ABS (age));
  excess = format_duration (ABS (age) - HLC_SIGNATURE_TOLERANCE);
  if (age > 0)
    detail = g_strdup_printf (
        /* Translators: spans of time, as "7 minutes 3 seconds". */
        _ ("The timestamp is %s old, %s older than the 5 minutes allowed. Sign the message anew when "
           "it is sent again; if it is new, correct the clocks."),
        distance, excess);
  else if (*timestamp >= TIMESTAMP_LOOKS_LIKE_MILLISECONDS)
    detail = g_strdup_printf (
        _ ("The timestamp is %s in the future, %s more than the 5 minutes allowed: it looks like "
           "milliseconds. Send seconds."),
        distance, excess);
  else
    detail = g_strdup_printf (
        _ ("The timestamp is %s in the future, %s more than the 5 minutes allowed. Correct the "
           "sender's clock or this machine's."),
        distance, excess);

  hlc_signature_check_set (self, HLC_VERDICT_FAILED,
                           age > 0 ? HLC_REASON_TIMESTAMP_TOO_OLD : HLC_REASON_TIMESTAMP_TOO_NEW, detail);
  return FALSE;
}

static gboolean
check_versions (HlcSignatureCheck *self, const HlcSignatureList *signatures)
{
  if (signatures->supported->len > 0)
    return TRUE;

  if (signatures->n_malformed == 0 && signatures->n_unsupported > 0)
    hlc_signature_check_set (
        self, HLC_VERDICT_FAILED, HLC_REASON_UNSUPPORTED_VERSION,
        _ ("All signatures are of versions other than v1 (HMAC-SHA256). Let the sender sign with a "
           "symmetric “whsec_” secret."));
  else
    hlc_signature_check_set (
        self, HLC_VERDICT_FAILED, HLC_REASON_MALFORMED_SIGNATURE,
        _ ("The signature header does not hold “v1,” and base64, with a space between several. Send "
           "what the signing library returned, unchanged."));
  return FALSE;
}

static HlcSigningSecret *
find_malformed_secret (GPtrArray *secrets, guint *n_malformed)
{
  HlcSigningSecret *first = NULL;

  for (guint i = 0; i < secrets->len; i++)
    {
      HlcSigningSecret *secret = g_ptr_array_index (secrets, i);

      if (hlc_signing_secret_get_problem (secret) == NULL)
        continue;
      (*n_malformed)++;
      if (first == NULL)
        first = secret;
    }

  return first;
}

static void
hlc_signature_check_diagnose (HlcSignatureCheck *self, HlcDiagnosis diagnosis, HlcSigningSecret *secret)
{
  self->diagnosis = diagnosis;
  self->secret_name = secret != NULL ? g_strdup (hlc_signing_secret_get_name (secret)) : NULL;
  hlc_signature_check_set (self, HLC_VERDICT_FAILED, HLC_REASON_NO_MATCH,
                           diagnosis == HLC_DIAGNOSIS_SECRET_MALFORMED
                               ? hlc_signing_secret_get_problem (secret)
                               : _ (no_match_sentences[diagnosis]));
}

static void
explain_no_match (HlcSignatureCheck *self,
                  const HlcSignedMessage *message,
                  GPtrArray *secrets,
                  GPtrArray *other_secrets)
{
  guint n_malformed = 0;
  HlcSigningSecret *malformed = find_malformed_secret (secrets, &n_malformed);
  HlcDiagnosis diagnosis = HLC_DIAGNOSIS_NONE;
  HlcSigningSecret *secret = NULL;

  if (n_malformed < secrets->len)
    diagnosis = hlc_signature_probe (message, secrets, other_secrets, &secret);

  if (diagnosis == HLC_DIAGNOSIS_NONE && malformed != NULL)
    hlc_signature_check_diagnose (self, HLC_DIAGNOSIS_SECRET_MALFORMED, malformed);
  else
    hlc_signature_check_diagnose (self, diagnosis, secret);
}

static void
hlc_signature_check_match (HlcSignatureCheck *self,
                           const HlcSignedMessage *message,
                           GPtrArray *secrets,
                           GPtrArray *other_secrets)
{
  HlcSigningSecret *secret = hlc_signature_list_find_secret (message->signatures, secrets, message->id,
                                                             message->timestamp, message->body);

  if (secret == NULL)
    {
      explain_no_match (self, message, secrets, other_secrets);
      return;
    }

  self->secret_name = g_strdup (hlc_signing_secret_get_name (secret));
  hlc_signature_check_set (self, HLC_VERDICT_VERIFIED, HLC_REASON_VERIFIED,
                           _ ("The signature matches the body, and its timestamp is fresh."));
}

/**
 * hlc_signature_check_new:
 * @headers: the request's headers
 * @body: the request's body as received
 * @secrets: (nullable) (element-type HlcSigningSecret): the receiver's secrets
 * @other_secrets: (nullable) (element-type HlcSigningSecret): secrets of others, only to explain a failure
 * @now: the time of receipt: microseconds since the epoch, UTC
 *
 * Checks the signature of a webhook (Standard Webhooks specification, "Verifying signatures") and says why it
 * is what it is. The `webhook-*` headers are used where all three are there, otherwise the `svix-*` ones.
 * Without any secret the verdict is "unverified". No sentence holds a secret. Any thread; a failed match of a
 * body up to #HLC_SIGNATURE_PROBE_MAX_BODY costs some twenty signatures.
 *
 * Returns: (transfer full): the verdict
 */
HlcSignatureCheck *
hlc_signature_check_new (HlcHeaderList *headers,
                         GBytes *body,
                         GPtrArray *secrets,
                         GPtrArray *other_secrets,
                         gint64 now)
{
  g_autoptr (HlcSignatureCheck) self = g_new0 (HlcSignatureCheck, 1);
  g_autoptr (HlcSignatureList) signatures = NULL;
  const HeaderFamily *family = NULL;
  HlcSignedMessage message = { .headers = headers, .body = body };

  g_return_val_if_fail (headers != NULL, NULL);
  g_return_val_if_fail (body != NULL, NULL);

  family = find_complete_family (headers);
  self->message_id = dup_message_id (headers, family);

  if (secrets == NULL || secrets->len == 0)
    {
      hlc_signature_check_set (
          self, HLC_VERDICT_UNVERIFIED, HLC_REASON_NO_SECRET,
          _ ("No signing secret is configured, so anybody may have sent this. Add the sender's "
             "“whsec_” secret."));
      return g_steal_pointer (&self);
    }
  if (family == NULL)
    {
      g_autofree char *detail = dup_missing_sentence (headers);

      hlc_signature_check_set (self, HLC_VERDICT_FAILED, HLC_REASON_MISSING_HEADER, detail);
      return g_steal_pointer (&self);
    }

  if (!check_repeats (self, headers, family) ||
      !check_timestamp (self, hlc_header_list_lookup (headers, family->timestamp), now, &message.timestamp))
    return g_steal_pointer (&self);

  signatures = hlc_signature_list_new_parse (hlc_header_list_lookup (headers, family->signature));
  message.id = hlc_header_list_lookup (headers, family->id);
  message.signatures = signatures;
  if (check_versions (self, signatures))
    hlc_signature_check_match (self, &message, secrets, other_secrets);

  return g_steal_pointer (&self);
}

/**
 * hlc_signature_check_free:
 * @self: (transfer full): a verdict
 *
 * Frees a verdict.
 */
void
hlc_signature_check_free (HlcSignatureCheck *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->detail);
  g_free (self->secret_name);
  g_free (self->message_id);
  g_free (self);
}

/**
 * hlc_constant_time_equal:
 * @a: (array length=a_length): bytes
 * @b: (array length=b_length): bytes
 *
 * Compares without telling by its time where the first difference is. The lengths are no secret.
 *
 * Returns: whether the bytes are the same
 */
gboolean
hlc_constant_time_equal (const char *a, gsize a_length, const char *b, gsize b_length)
{
  volatile guchar difference = 0;

  g_return_val_if_fail (a != NULL || a_length == 0, FALSE);
  g_return_val_if_fail (b != NULL || b_length == 0, FALSE);

  if (a_length != b_length)
    return FALSE;

  for (gsize i = 0; i < a_length; i++)
    difference |= (guchar) a[i] ^ (guchar) b[i];

  return difference == 0;
}
