/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-guard.h"

#include <stdarg.h>
#include <string.h>

#include "hlc-delivery.h"
#include "hlc-header-rules.h"
#include "hlc-raw-path.h"

/* Looks at one aspect of a request; NULL where it has nothing against it. */
typedef HlcRefusal *(*Check) (const HlcGuardRules *rules, const HlcRequestHead *head);

static gboolean
has_only_digits (const char *text)
{
  return *text != '\0' && text[strspn (text, "0123456789")] == '\0';
}

static HlcRefusal *
check_path_spelling (const HlcGuardRules *rules, const HlcRequestHead *head)
{
  const char *problem = head->raw_path == NULL ? "is missing" : hlc_raw_path_find_problem (head->raw_path);

  if (problem == NULL && (head->path == NULL || !g_utf8_validate (head->path, -1, NULL)))
    problem = "is not UTF-8 once it is percent-decoded";
  if (problem == NULL)
    return NULL;

  return hlc_refusal_new (404, "path_not_canonical",
                          "The path %s. Send the path in its plain form, without a detour.", problem);
}

static HlcRefusal *
check_receiver_path (const HlcGuardRules *rules, const HlcRequestHead *head)
{
  if (strcmp (head->path, HLC_RECEIVER_PATH) == 0 || g_str_has_prefix (head->path, HLC_RECEIVER_PATH "/"))
    return NULL;

  return hlc_refusal_new (404, "path_unknown",
                          "Webhooks are received at " HLC_RECEIVER_PATH
                          " and below it only. Set the sender's URL to end in " HLC_RECEIVER_PATH ".");
}

static HlcRefusal *
check_receiver_method (const HlcGuardRules *rules, const HlcRequestHead *head)
{
  HlcRefusal *refusal = NULL;

  if (strcmp (head->method, "POST") == 0)
    return NULL;

  refusal = hlc_refusal_new (405, "method_not_allowed",
                             "A webhook is delivered with the method POST. Send it with POST.");
  refusal->allow = "POST";

  return refusal;
}

static gsize
host_length_without_default_port (const char *host)
{
  gsize length = strlen (host);

  return g_str_has_suffix (host, ":80") ? length - strlen (":80") : length;
}

static gboolean
hosts_are_equal (const char *a, const char *b)
{
  gsize a_length = host_length_without_default_port (a);
  gsize b_length = host_length_without_default_port (b);

  return a_length == b_length && g_ascii_strncasecmp (a, b, a_length) == 0;
}

static HlcRefusal *
check_one_host (const HlcGuardRules *rules, const HlcRequestHead *head)
{
  guint n_hosts = hlc_header_list_count (head->headers, "Host");

  if (n_hosts != 1)
    return hlc_refusal_new (400, "host_ambiguous",
                            "The request has %u Host headers. Send exactly one (RFC 9112, section 3.2).",
                            n_hosts);

  if (head->absolute_host != NULL &&
      !hosts_are_equal (head->absolute_host, hlc_header_list_lookup (head->headers, "Host")))
    return hlc_refusal_new (
        400, "host_ambiguous",
        "The request URI names another host than the Host header. Let both name the same.");

  return NULL;
}

/* A page in a browser can send to loopback; a name of the attacker's that resolves to it is DNS rebinding. */
static HlcRefusal *
check_local_host (const HlcGuardRules *rules, const HlcRequestHead *head)
{
  static const char *const local_names[] = { "127.0.0.1", "localhost", "[::1]" };
  const char *host = hlc_header_list_lookup (head->headers, "Host");

  for (guint i = 0; i < G_N_ELEMENTS (local_names); i++)
    {
      g_autofree char *expected = g_strdup_printf ("%s:%u", local_names[i], head->local_port);

      if (g_ascii_strcasecmp (host, expected) == 0)
        return NULL;
    }

  return hlc_refusal_new (403, "host_forbidden",
                          "This API answers on this machine only. Address it as http://127.0.0.1:%u or "
                          "http://localhost:%u.",
                          head->local_port, head->local_port);
}

static HlcRefusal *
check_not_cross_site (const HlcGuardRules *rules, const HlcRequestHead *head)
{
  const char *site = hlc_header_list_lookup (head->headers, "Sec-Fetch-Site");
  gboolean is_cross_site = site != NULL && g_ascii_strcasecmp (site, "cross-site") == 0;

  if (rules->side == HLC_GUARD_RECEIVER && rules->has_secret)
    return NULL;
  if (hlc_header_list_count (head->headers, "Origin") == 0 && !is_cross_site)
    return NULL;

  if (rules->side == HLC_GUARD_API)
    return hlc_refusal_new (
        403, "browser_forbidden",
        "A web page may not use this API. Send the request from a program, without Origin.");

  return hlc_refusal_new (
      403, "browser_forbidden",
      "The request comes from a web page, and without a signing secret we cannot tell who sent "
      "it. Configure the signing secret of the sender, or send without Origin.");
}

/* A tunnel or proxy in front of the API would let anybody decide in the developer's place. */
static HlcRefusal *
check_not_forwarded (const HlcGuardRules *rules, const HlcRequestHead *head)
{
  guint n_headers = hlc_header_list_get_length (head->headers);

  for (guint i = 0; i < n_headers; i++)
    {
      const char *name = hlc_header_list_get_name (head->headers, i);

      if (hlc_header_is_forwarding (name))
        return hlc_refusal_new (
            403, "forwarded_forbidden",
            "This API is for this machine only, and the header %s says that the request was "
            "forwarded. Point the tunnel or proxy at the webhook port instead.",
            name);
    }

  return NULL;
}

static HlcRefusal *
check_transfer_encoding (const HlcGuardRules *rules, const HlcRequestHead *head)
{
  guint n_encodings = hlc_header_list_count (head->headers, "Transfer-Encoding");

  if (n_encodings == 0)
    return NULL;
  if (rules->side == HLC_GUARD_API)
    return hlc_refusal_new (400, "transfer_encoding_refused",
                            "This API takes no Transfer-Encoding. Send the body with a Content-Length.");
  if (hlc_header_list_count (head->headers, "Content-Length") > 0)
    return hlc_refusal_new (
        400, "length_ambiguous",
        "The request has both Content-Length and Transfer-Encoding, so that two readers may see "
        "two bodies. Send one of them (RFC 9112, section 6.3).");
  if (n_encodings > 1 ||
      g_ascii_strcasecmp (hlc_header_list_lookup (head->headers, "Transfer-Encoding"), "chunked") != 0)
    return hlc_refusal_new (
        400, "transfer_encoding_refused",
        "The only Transfer-Encoding that is understood is chunked. Send the body chunked or with "
        "a Content-Length.");
  if (!rules->has_secret)
    return hlc_refusal_new (
        411, "length_required",
        "Without a signing secret a chunked body cannot be told from a truncated one. Send a "
        "Content-Length, or configure the signing secret of the sender.");

  return NULL;
}

static HlcRefusal *
check_content_length (const HlcGuardRules *rules, const HlcRequestHead *head)
{
  guint n_lengths = hlc_header_list_count (head->headers, "Content-Length");
  const char *length = NULL;

  if (n_lengths == 0)
    return NULL;

  length = hlc_header_list_lookup (head->headers, "Content-Length");
  if (n_lengths > 1 || !has_only_digits (length))
    return hlc_refusal_new (
        400, "length_ambiguous",
        "Content-Length must be there once and be a number of bytes, digits only. Send it so.");

  /* A number that saturates is larger than any limit. */
  if (g_ascii_strtoull (length, NULL, 10) > rules->max_body)
    return hlc_refusal_new (413, "body_too_large",
                            "The body is larger than the %" G_GSIZE_FORMAT
                            " bytes that are taken. Send less, or "
                            "raise the limit in the console's preferences.",
                            rules->max_body);

  return NULL;
}

static gboolean
has_body (const HlcRequestHead *head)
{
  const char *length = hlc_header_list_lookup (head->headers, "Content-Length");

  return hlc_header_list_count (head->headers, "Transfer-Encoding") > 0 ||
         (length != NULL && length[strspn (length, "0")] != '\0');
}

static gboolean
method_carries_body (const HlcRequestHead *head)
{
  return strcmp (head->method, "POST") == 0 || strcmp (head->method, "PUT") == 0 ||
         strcmp (head->method, "PATCH") == 0;
}

static HlcRefusal *
check_body_belongs (const HlcGuardRules *rules, const HlcRequestHead *head)
{
  if (method_carries_body (head))
    {
      if (hlc_header_list_count (head->headers, "Content-Length") == 0 &&
          hlc_header_list_count (head->headers, "Transfer-Encoding") == 0)
        return hlc_refusal_new (
            411, "length_required",
            "The request says no Content-Length. Send the body with its length in bytes.");
    }
  else if (has_body (head))
    return hlc_refusal_new (400, "body_unexpected", "A %s request takes no body. Send it without one.",
                            head->method);

  return NULL;
}

static HlcRefusal *
check_expectation (const HlcGuardRules *rules, const HlcRequestHead *head)
{
  guint n_expectations = hlc_header_list_count (head->headers, "Expect");

  if (n_expectations == 0 ||
      (n_expectations == 1 &&
       g_ascii_strcasecmp (hlc_header_list_lookup (head->headers, "Expect"), "100-continue") == 0))
    return NULL;

  return hlc_refusal_new (
      417, "expectation_unknown",
      "The only expectation that is understood is 100-continue. Send no other Expect header.");
}

/* The media type and, at most, one parameter: charset=utf-8 (RFC 9110, section 8.3.1). */
static gboolean
is_json_content_type (const char *value)
{
  g_auto (GStrv) parts = g_strsplit (value, ";", 3);
  g_autofree char *parameter = NULL;

  /* An empty value has no parts at all. */
  if (parts[0] == NULL || g_ascii_strcasecmp (g_strstrip (parts[0]), "application/json") != 0)
    return FALSE;
  if (parts[1] == NULL)
    return TRUE;

  parameter = g_ascii_strdown (g_strstrip (parts[1]), -1);

  return parts[2] == NULL &&
         (strcmp (parameter, "charset=utf-8") == 0 || strcmp (parameter, "charset=\"utf-8\"") == 0);
}

static HlcRefusal *
check_content_type (const HlcGuardRules *rules, const HlcRequestHead *head)
{
  const char *encoding = hlc_header_list_lookup (head->headers, "Content-Encoding");

  if (!method_carries_body (head))
    return NULL;

  if (hlc_header_list_count (head->headers, "Content-Type") != 1 ||
      !is_json_content_type (hlc_header_list_lookup (head->headers, "Content-Type")))
    return hlc_refusal_new (415, "content_type_unsupported",
                            "The body must be JSON. Send it with Content-Type: application/json.");
  if (hlc_header_list_count (head->headers, "Content-Encoding") > 1 ||
      (encoding != NULL && g_ascii_strcasecmp (encoding, "identity") != 0))
    return hlc_refusal_new (415, "content_encoding_unsupported",
                            "The body must not be compressed. Send it without Content-Encoding.");

  return NULL;
}

static const Check receiver_checks[] = {
  check_path_spelling,  check_receiver_path, check_receiver_method,   check_one_host,
  check_not_cross_site, check_body_belongs,  check_transfer_encoding, check_content_length,
  check_expectation,    check_content_type,
};

static const Check api_checks[] = {
  check_path_spelling, check_one_host,     check_local_host,        check_not_cross_site,
  check_not_forwarded, check_body_belongs, check_transfer_encoding, check_content_length,
  check_expectation,   check_content_type,
};

/**
 * hlc_guard_check:
 * @rules: which listener it is, and its limits
 * @head: the request as far as it is known before its body is read
 *
 * Decides whether a request may be read and handled. Pure; any thread. The status codes are those of RFC 9110,
 * the rules of message length those of RFC 9112, section 6.
 *
 * Returns: (transfer full) (nullable): why not, or %NULL where it may
 */
HlcRefusal *
hlc_guard_check (const HlcGuardRules *rules, const HlcRequestHead *head)
{
  gboolean is_receiver = FALSE;
  const Check *checks = NULL;
  guint n_checks = 0;

  g_return_val_if_fail (rules != NULL, NULL);
  g_return_val_if_fail (head != NULL && head->method != NULL && head->headers != NULL, NULL);

  is_receiver = rules->side == HLC_GUARD_RECEIVER;
  checks = is_receiver ? receiver_checks : api_checks;
  n_checks = is_receiver ? G_N_ELEMENTS (receiver_checks) : G_N_ELEMENTS (api_checks);

  for (guint i = 0; i < n_checks; i++)
    {
      HlcRefusal *refusal = checks[i](rules, head);

      if (refusal != NULL)
        return refusal;
    }

  return NULL;
}

/**
 * hlc_refusal_new:
 * @status: the HTTP status
 * @code: (transfer none): a word for programs; a literal
 * @format: the sentence: what is wrong and what to do
 *
 * Makes a refusal.
 *
 * Returns: (transfer full): the refusal
 */
HlcRefusal *
hlc_refusal_new (guint status, const char *code, const char *format, ...)
{
  HlcRefusal *self = g_new0 (HlcRefusal, 1);
  va_list arguments;

  va_start (arguments, format);
  self->message = g_strdup_vprintf (format, arguments);
  va_end (arguments);

  self->status = status;
  self->code = code;

  return self;
}

/**
 * hlc_refusal_free:
 * @self: (transfer full): a refusal
 *
 * Frees it.
 */
void
hlc_refusal_free (HlcRefusal *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->message);
  g_free (self);
}
