/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-tunnel-words.h"

#include <glib/gi18n.h>
#include <string.h>

#include "hlc-config.h"
#include "hlc-json-document.h"
#include "hlc-relay-url.h"
#include "hlc-visible-text.h"

/* Characters of a name or an address in a sentence, and of what ngrok says. */
#define MAX_NAME 60
#define MAX_REASON 600

static char *
dup_shown (const char *text)
{
  return hlc_visible_text_bounded (text, -1, HLC_VISIBLE_ONE_LINE, MAX_NAME);
}

/**
 * hlc_tunnel_words_command:
 * @port: the receiver's
 *
 * Returns: (transfer full): what to type to make a tunnel by hand
 */
char *
hlc_tunnel_words_command (guint16 port)
{
  return g_strdup_printf ("ngrok http %u", port);
}

static char *
say_ready (HlcTunnelStatus *status)
{
  g_autofree char *url = dup_shown (status->public_url);

  if (status->n_addresses <= 1)
    /* Translators: a public address. */
    return g_strdup_printf (_ ("%s leads to the receiver"), url);

  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s and %u other address lead to the receiver",
                                       "%s and %u other addresses lead to the receiver",
                                       status->n_addresses - 1),
                          url, status->n_addresses - 1);
}

static char *
say_other_port (HlcTunnelStatus *status)
{
  HlcTunnelEntry *entry = hlc_tunnel_status_find (status, HLC_TUNNEL_TARGET_OTHER);
  g_autofree char *addr = dup_shown (entry->addr);

  if (status->tunnels->len == 1)
    /* Translators: an address on this machine. */
    return g_strdup_printf (_ ("The tunnel leads to %s, not to this console"), addr);

  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u tunnel, and it does not lead to this console",
                                       "%u tunnels, and none leads to this console", status->tunnels->len),
                          status->tunnels->len);
}

/**
 * hlc_tunnel_words_summary:
 * @status: a judgement
 *
 * Returns: (transfer full): how it is, in one line without a full stop
 */
char *
hlc_tunnel_words_summary (HlcTunnelStatus *status)
{
  g_return_val_if_fail (status != NULL, NULL);

  switch (status->state)
    {
    case HLC_TUNNEL_NOT_RUNNING:
      return g_strdup (_ ("ngrok does not run"));
    case HLC_TUNNEL_UNREADABLE:
      return g_strdup (_ ("ngrok’s agent cannot be asked"));
    case HLC_TUNNEL_NONE:
      return g_strdup (_ ("ngrok runs, without a tunnel"));
    case HLC_TUNNEL_OTHER_PORT:
      return say_other_port (status);
    case HLC_TUNNEL_MISFIT:
      return g_strdup (_ ("The tunnel to the receiver carries no HTTP"));
    case HLC_TUNNEL_READY:
      return say_ready (status);
    case HLC_TUNNEL_API_PORT:
      return g_strdup (_ ("A tunnel leads to the API"));
    case HLC_TUNNEL_UNKNOWN:
    default:
      return g_strdup (_ ("Not looked for yet"));
    }
}

static char *
warn_of_api (HlcTunnelStatus *status)
{
  HlcTunnelEntry *entry = hlc_tunnel_status_find (status, HLC_TUNNEL_TARGET_API);
  g_autofree char *name = dup_shown (entry->name);
  g_autofree char *url = dup_shown (entry->public_url);

  return g_strdup_printf (
      /* Translators: its name, its public address, and a port. */
      _ ("The tunnel “%s” (%s) leads to port %u, the API, which reads and decides on your "
         "behalf. Stop it now."),
      name, url, status->api_port);
}

static char *
explain_misfit (HlcTunnelStatus *status)
{
  HlcTunnelEntry *entry = hlc_tunnel_status_find (status, HLC_TUNNEL_TARGET_MISFIT);
  g_autofree char *name = dup_shown (entry->name);
  g_autofree char *command = hlc_tunnel_words_command (status->receiver_port);

  return g_strdup_printf (_ ("The tunnel “%s” leads to the receiver, but not as HTTP, so no webhook arrives "
                             "through it. Stop it and start one with “%s”."),
                          name, command);
}

static char *
explain_other_port (HlcTunnelStatus *status)
{
  g_autofree char *command = NULL;

  if (status->receiver_port == 0)
    return g_strdup (_ ("The receiver does not listen, so no tunnel can lead to it."));

  command = hlc_tunnel_words_command (status->receiver_port);
  return g_strdup_printf (
      _ ("No tunnel leads to port %u, where webhooks are received. Start one, or run “%s”."),
      status->receiver_port, command);
}

static char *
explain_copied (HlcTunnelStatus *status, const char *copied_url)
{
  switch (hlc_tunnel_status_judge_copied (status, copied_url))
    {
    case HLC_TUNNEL_COPIED_CHANGED:
      return g_strdup_printf (
          _ ("The public address has changed since you copied it. Give the sender the new "
             "one: %s"),
          status->webhook_url);
    case HLC_TUNNEL_COPIED_GONE:
      return g_strdup (
          _ ("The public address that you copied does not lead here any more: what is sent there is "
             "lost. Start a tunnel again."));
    case HLC_TUNNEL_COPIED_NONE:
    case HLC_TUNNEL_COPIED_VALID:
    default:
      return NULL;
    }
}

static char *
explain_state (HlcTunnelStatus *status)
{
  switch (status->state)
    {
    case HLC_TUNNEL_API_PORT:
      return warn_of_api (status);
    case HLC_TUNNEL_MISFIT:
      return explain_misfit (status);
    case HLC_TUNNEL_OTHER_PORT:
      return explain_other_port (status);
    case HLC_TUNNEL_UNREADABLE:
      return g_strdup (status->reason);
    case HLC_TUNNEL_UNKNOWN:
    case HLC_TUNNEL_NOT_RUNNING:
    case HLC_TUNNEL_NONE:
    case HLC_TUNNEL_READY:
    default:
      return NULL;
    }
}

/**
 * hlc_tunnel_words_problem:
 * @status: a judgement
 * @copied_url: (nullable): the address that was copied and may have been given to a sender
 *
 * Says what is wrong and what to do: first of all a tunnel to the API, then an address that was copied and is no good
 * any more, then what keeps webhooks from arriving, then a tunnel whose traffic others can read. That there is no
 * tunnel is not wrong.
 *
 * Returns: (transfer full) (nullable): sentences, or %NULL when nothing is wrong
 */
char *
hlc_tunnel_words_problem (HlcTunnelStatus *status, const char *copied_url)
{
  char *problem = NULL;

  g_return_val_if_fail (status != NULL, NULL);

  if (status->state == HLC_TUNNEL_API_PORT)
    return warn_of_api (status);

  problem = explain_copied (status, copied_url);
  if (problem == NULL)
    problem = explain_state (status);
  if (problem == NULL && status->webhook_url != NULL && !hlc_relay_url_is_encrypted (status->webhook_url))
    problem =
        g_strdup (_ ("The tunnel has no https address: what is sent through it can be read on its way."));

  return problem;
}

/* What ngrok prints for a terminal, on one line. It repeats an authtoken that it does not like. */
static char *
dup_clean (const char *text)
{
  g_auto (GStrv) words = g_strsplit_set (text, " \t\r\n", -1);
  g_autoptr (GString) line = g_string_new (NULL);
  gboolean is_secret = FALSE;

  for (guint i = 0; words[i] != NULL; i++)
    {
      if (*words[i] == '\0')
        continue;

      g_string_append_printf (line, "%s%s", line->len > 0 ? " " : "", is_secret ? "***" : words[i]);
      is_secret = g_ascii_strcasecmp (words[i], "authtoken:") == 0;
    }

  return hlc_visible_text_bounded (line->str, (gssize) line->len, HLC_VISIBLE_ONE_LINE, MAX_REASON);
}

/* What was being done and why it failed, from an error answer of the agent. */
static char *
dup_reason (HlcJsonValue root)
{
  g_autofree char *message = NULL;
  g_autofree char *detail = NULL;
  g_autofree char *both = NULL;
  HlcJsonValue details;

  if (!hlc_json_read_string (root, "msg", FALSE, &message, NULL))
    message = NULL;
  if (!hlc_json_value_get_member (root, "details", &details) ||
      !hlc_json_read_string (details, "err", FALSE, &detail, NULL))
    detail = NULL;

  if (message == NULL || detail == NULL)
    return dup_clean (message != NULL ? message : detail != NULL ? detail : "");

  /* The detail of some errors repeats the message. */
  both = strstr (detail, message) != NULL ? g_strdup (detail) : g_strconcat (message, ": ", detail, NULL);
  return dup_clean (both);
}

/**
 * hlc_tunnel_words_refusal:
 * @http_status: what ngrok's agent answered
 * @answer: its body
 *
 * Says why the agent refused to start or to stop a tunnel, in its own words: `msg`, `details.err` and `error_code` of its
 * error object. They say what to do, or give a number to look up.
 *
 * Returns: (transfer full): a sentence
 */
char *
hlc_tunnel_words_refusal (guint http_status, GBytes *answer)
{
  g_autoptr (HlcJsonDocument) document = NULL;
  g_autofree char *reason = NULL;
  g_autofree char *number_text = NULL;
  HlcJsonValue code;
  gint64 number = 0;

  g_return_val_if_fail (answer != NULL, NULL);

  document = hlc_json_document_new (answer, NULL, NULL);
  reason = document != NULL ? dup_reason (hlc_json_document_get_root (document)) : g_strdup ("");
  if (*reason == '\0')
    return g_strdup_printf (_ ("ngrok refused with HTTP %u, and gave no reason."), http_status);

  if (!hlc_json_value_get_member (hlc_json_document_get_root (document), "error_code", &code) ||
      !hlc_json_value_get_int (code, &number))
    /* Translators: what ngrok said. */
    return g_strdup_printf (_ ("ngrok refused: %s"), reason);

  number_text = g_strdup_printf ("%" G_GINT64_FORMAT, number);
  return g_strdup_printf (_ ("ngrok refused: %s (error %s)"), reason, number_text);
}

/**
 * hlc_tunnel_words_ended:
 * @printed: what an ngrok that we ran printed to its standard error, any bytes
 *
 * Returns: (transfer full): a sentence: that it ended, and why
 */
char *
hlc_tunnel_words_ended (const char *printed)
{
  g_autofree char *reason = NULL;

  g_return_val_if_fail (printed != NULL, NULL);

  reason = dup_clean (printed);
  if (*reason == '\0')
    return g_strdup (_ ("ngrok ended at once. Run it in a terminal to see why."));

  /* Translators: what ngrok said. */
  return g_strdup_printf (_ ("ngrok ended: %s"), reason);
}
