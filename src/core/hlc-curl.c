/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-curl.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/** What an option means for the request. */
typedef enum
{
  ACTION_IGNORE,     /* it does not change what is sent */
  ACTION_IGNORE_ONE, /* nor does it, or its argument */
  ACTION_METHOD,
  ACTION_HEADER,
  ACTION_DATA, /* @FILE would be read */
  ACTION_DATA_RAW,
  ACTION_JSON,
  ACTION_URL,
  ACTION_AGENT,
  ACTION_REFUSE,
} Action;

typedef struct
{
  char letter; /* '\0' for none */
  const char *name;
  Action action;
} Option;

static const Option OPTIONS[] = {
  { 'X', "request", ACTION_METHOD },
  { 'H', "header", ACTION_HEADER },
  { 'd', "data", ACTION_DATA },
  { '\0', "data-ascii", ACTION_DATA },
  { '\0', "data-binary", ACTION_DATA },
  { '\0', "data-raw", ACTION_DATA_RAW },
  { '\0', "json", ACTION_JSON },
  { '\0', "url", ACTION_URL },
  { 'A', "user-agent", ACTION_AGENT },
  { 's', "silent", ACTION_IGNORE },
  { 'S', "show-error", ACTION_IGNORE },
  { 'i', "include", ACTION_IGNORE },
  { '\0', "show-headers", ACTION_IGNORE },
  { 'v', "verbose", ACTION_IGNORE },
  { 'f', "fail", ACTION_IGNORE },
  { '\0', "fail-with-body", ACTION_IGNORE },
  { 'k', "insecure", ACTION_IGNORE },
  { 'L', "location", ACTION_IGNORE },
  { 'N', "no-buffer", ACTION_IGNORE },
  { 'O', "remote-name", ACTION_IGNORE },
  { 'g', "globoff", ACTION_IGNORE },
  { '#', "progress-bar", ACTION_IGNORE },
  { '0', "http1.0", ACTION_IGNORE },
  { '4', "ipv4", ACTION_IGNORE },
  { '6', "ipv6", ACTION_IGNORE },
  { '\0', "http1.1", ACTION_IGNORE },
  { '\0', "http2", ACTION_IGNORE },
  { '\0', "compressed", ACTION_IGNORE },
  { '\0', "no-progress-meter", ACTION_IGNORE },
  { 'o', "output", ACTION_IGNORE_ONE },
  { 'w', "write-out", ACTION_IGNORE_ONE },
  { 'm', "max-time", ACTION_IGNORE_ONE },
  { 'x', "proxy", ACTION_IGNORE_ONE },
  { 'c', "cookie-jar", ACTION_IGNORE_ONE },
  { 'D', "dump-header", ACTION_IGNORE_ONE },
  { '\0', "connect-timeout", ACTION_IGNORE_ONE },
  { '\0', "retry", ACTION_IGNORE_ONE },
  { '\0', "retry-delay", ACTION_IGNORE_ONE },
  { '\0', "cacert", ACTION_IGNORE_ONE },
  { '\0', "resolve", ACTION_IGNORE_ONE },
  { 'F', "form", ACTION_REFUSE },
  { 'T', "upload-file", ACTION_REFUSE },
  { 'K', "config", ACTION_REFUSE },
  { 'G', "get", ACTION_REFUSE },
  { 'I', "head", ACTION_REFUSE },
  { 'u', "user", ACTION_REFUSE },
  { 'b', "cookie", ACTION_REFUSE },
  { '\0', "data-urlencode", ACTION_REFUSE },
  { '\0', "next", ACTION_REFUSE },
};

typedef struct
{
  char **words;
  guint next;
  char *method;  /* (owned) (nullable) */
  char *url;     /* (owned) (nullable) */
  GString *data; /* (owned) (nullable) */
  gboolean is_json;
  HlcHeaderList *headers; /* (owned) */
} Line;

/**
 * hlc_curl_is_line:
 * @text: anything
 *
 * Returns: whether it begins as a cURL line does
 */
gboolean
hlc_curl_is_line (const char *text)
{
  text += strspn (text, " \t\r\n");
  if (*text == '$' || *text == '%')
    text += 1 + strspn (text + 1, " \t");

  return g_str_has_prefix (text, "curl") &&
         (text[4] == ' ' || text[4] == '\t' || text[4] == '\\' || text[4] == '\n');
}

static const Option *
find_letter (char letter)
{
  for (guint i = 0; i < G_N_ELEMENTS (OPTIONS); i++)
    {
      if (letter != '\0' && OPTIONS[i].letter == letter)
        return &OPTIONS[i];
    }

  return NULL;
}

static const Option *
find_name (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (OPTIONS); i++)
    {
      if (g_str_equal (OPTIONS[i].name, name))
        return &OPTIONS[i];
    }

  return NULL;
}

/* A header is `Name: value`; `Name:` takes one away and `Name;` sends an empty one, neither of which is needed here. */
static gboolean
add_header (Line *self, const char *text, GError **error)
{
  const char *colon = strchr (text, ':');
  g_autofree char *name = colon != NULL ? g_strstrip (g_strndup (text, (gsize) (colon - text))) : NULL;
  g_autofree char *value = colon != NULL ? g_strstrip (g_strdup (colon + 1)) : NULL;

  if (*text == '@')
    {
      g_set_error (error, HLC_ERROR, HLC_ERROR_ARGUMENT,
                   /* Translators: a part of a cURL line. */
                   _ ("%s would be read from a file, which is not done: write its content in its place."),
                   text);
      return FALSE;
    }

  if (name != NULL && *name != '\0' && *value != '\0')
    hlc_header_list_append (self->headers, name, value);
  return TRUE;
}

static gboolean
add_data (Line *self, const char *text, Action action, GError **error)
{
  if (action != ACTION_DATA_RAW && *text == '@')
    {
      g_set_error (error, HLC_ERROR, HLC_ERROR_ARGUMENT,
                   /* Translators: a part of a cURL line. */
                   _ ("%s would be read from a file, which is not done: write its content in its place."),
                   text);
      return FALSE;
    }

  self->is_json = self->is_json || action == ACTION_JSON;
  if (self->data == NULL)
    self->data = g_string_new (text);
  else
    g_string_append_printf (self->data, "%s%s", action == ACTION_JSON ? "" : "&", text);
  return TRUE;
}

static gboolean
set_url (Line *self, const char *url, GError **error)
{
  if (self->url != NULL)
    {
      g_set_error (
          error, HLC_ERROR, HLC_ERROR_ARGUMENT,
          _ ("There are two addresses, %s and %s: leave one, or put quotes around what belongs together."),
          self->url, url);
      return FALSE;
    }

  self->url = g_strdup (url);
  return TRUE;
}

/* @argument: of an action that has one */
static gboolean
act (Line *self, const Option *option, const char *argument, GError **error)
{
  switch (option->action)
    {
    case ACTION_METHOD:
      g_free (self->method);
      self->method = g_strdup (argument);
      return TRUE;

    case ACTION_HEADER:
      return add_header (self, argument, error);

    case ACTION_DATA:
    case ACTION_DATA_RAW:
    case ACTION_JSON:
      return add_data (self, argument, option->action, error);

    case ACTION_URL:
      return set_url (self, argument, error);

    case ACTION_AGENT:
      hlc_header_list_append (self->headers, "User-Agent", argument);
      return TRUE;

    case ACTION_REFUSE:
      g_set_error (error, HLC_ERROR, HLC_ERROR_ARGUMENT,
                   _ ("cURL's --%s is not understood here. What can be read is a POST of JSON with -X, -H, "
                      "-d and --json."),
                   option->name);
      return FALSE;

    case ACTION_IGNORE:
    case ACTION_IGNORE_ONE:
    default:
      return TRUE;
    }
}

static gboolean
has_argument (const Option *option)
{
  return option->action != ACTION_IGNORE && option->action != ACTION_REFUSE;
}

static gboolean
take_argument (Line *self, const char *option, const char **argument, GError **error)
{
  *argument = self->words[self->next];
  if (*argument == NULL)
    {
      /* Translators: an option of cURL. */
      g_set_error (error, HLC_ERROR, HLC_ERROR_ARGUMENT, _ ("What follows %s is missing."), option);
      return FALSE;
    }

  self->next++;
  return TRUE;
}

static gboolean
fail_unknown (const char *option, GError **error)
{
  g_set_error (error, HLC_ERROR, HLC_ERROR_ARGUMENT,
               _ ("cURL's option %s is not known here: leave it out if it does not matter."), option);
  return FALSE;
}

static gboolean
take_long_option (Line *self, const char *word, GError **error)
{
  const Option *option = find_name (word + 2);
  const char *argument = NULL;

  if (option == NULL)
    return fail_unknown (word, error);

  return (!has_argument (option) || take_argument (self, word, &argument, error)) &&
         act (self, option, argument, error);
}

/* Letters may stand together, and the argument of the last may follow it at once: `-sSXPOST`. */
static gboolean
take_letters (Line *self, const char *word, GError **error)
{
  for (const char *letter = word + 1; *letter != '\0'; letter++)
    {
      const Option *option = find_letter (*letter);
      const char *argument = NULL;

      if (option == NULL)
        return fail_unknown (word, error);
      if (!has_argument (option))
        {
          if (!act (self, option, NULL, error))
            return FALSE;
          continue;
        }

      argument = letter + 1;
      return (*argument != '\0' || take_argument (self, word, &argument, error)) &&
             act (self, option, argument, error);
    }

  return TRUE;
}

static gboolean
take_word (Line *self, GError **error)
{
  const char *word = self->words[self->next++];

  if (g_str_has_prefix (word, "--"))
    return word[2] == '\0' || take_long_option (self, word, error);
  if (word[0] == '-' && word[1] != '\0')
    return take_letters (self, word, error);

  return set_url (self, word, error);
}

static HlcRequestDraft *
make_request (Line *self, GError **error)
{
  HlcRequestDraft *request = NULL;

  if (self->url == NULL)
    {
      g_set_error_literal (error, HLC_ERROR, HLC_ERROR_ARGUMENT, _ ("The line names no address."));
      return NULL;
    }
  if (self->data == NULL)
    {
      g_set_error_literal (error, HLC_ERROR, HLC_ERROR_ARGUMENT,
                           _ ("The line sends nothing: there is no -d, --data-raw or --json in it."));
      return NULL;
    }

  if (self->is_json && hlc_header_list_lookup (self->headers, "Content-Type") == NULL)
    hlc_header_list_append (self->headers, "Content-Type", "application/json");
  request = hlc_request_draft_new (self->method != NULL ? self->method : "POST", self->url);
  hlc_header_list_unref (request->headers);
  request->headers = hlc_header_list_ref (self->headers);
  request->body = g_bytes_new (self->data->str, self->data->len);
  return request;
}

/* Bytes that are no text stand in no JSON, and in no message. */
static gboolean
check_text (char **words, GError **error)
{
  for (guint i = 0; words[i] != NULL; i++)
    {
      if (g_utf8_validate (words[i], -1, NULL))
        continue;
      g_set_error_literal (error, HLC_ERROR, HLC_ERROR_ENCODING,
                           _ ("The line holds bytes that are not UTF-8."));
      return FALSE;
    }

  return TRUE;
}

/**
 * hlc_curl_parse:
 * @text: a cURL line, as it is copied from documentation, a terminal or a browser
 * @notes: (out): what was not done as a shell would
 * @error: %HLC_ERROR_SYNTAX for quotes, %HLC_ERROR_ARGUMENT for what is not understood, which it names
 *
 * Reads the options that matter for what is sent; nothing is run, and no file is read. Any thread.
 *
 * Returns: (transfer full) (nullable): the request
 */
HlcRequestDraft *
hlc_curl_parse (const char *text, HlcShellNotes *notes, GError **error)
{
  g_autoptr (HlcHeaderList) headers = hlc_header_list_new ();
  g_auto (GStrv) words = NULL;
  Line line = { .headers = headers };
  HlcRequestDraft *request = NULL;
  gboolean ok = TRUE;

  text += strspn (text, " \t\r\n");
  if (*text == '$' || *text == '%')
    text++;
  words = hlc_shell_split (text, notes, error);
  if (words == NULL || !check_text (words, error))
    return NULL;

  line.words = words;
  line.next = 1;
  while (ok && words[line.next] != NULL)
    ok = take_word (&line, error);
  if (ok)
    request = make_request (&line, error);

  g_free (line.method);
  g_free (line.url);
  if (line.data != NULL)
    g_string_free (line.data, TRUE);
  return request;
}
