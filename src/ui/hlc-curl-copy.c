/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-curl-copy.h"

#include <glib/gi18n-lib.h>

#include "hlc-endpoint-vault.h"
#include "hlc-joined-text.h"
#include "hlc-outgoing.h"
#include "hlc-store-messages.h"

/* For how long handlers accept a signature. Minutes. */
#define TOLERANCE 5

/* What is copied, until its body has been read. */
typedef struct
{
  GtkWidget *widget;
  HlcConsole *console;
  HlcMessage *message;
  HlcEndpoint *endpoint;
  char *url;
} Copy;

static void
copy_free (Copy *copy)
{
  g_clear_object (&copy->widget);
  g_clear_object (&copy->console);
  g_clear_pointer (&copy->message, hlc_message_unref);
  g_clear_pointer (&copy->endpoint, hlc_endpoint_unref);
  g_free (copy->url);
  g_free (copy);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Copy, copy_free)

static GPtrArray *
dup_secrets (Copy *copy, gint64 now)
{
  HlcSecrets *secrets = hlc_console_get_secrets (copy->console);

  return copy->endpoint != NULL
             ? hlc_endpoint_vault_dup_secrets (HLC_ENDPOINT_VAULT (secrets), copy->endpoint->endpoint_id, now)
             : g_ptr_array_ref (hlc_secrets_get_signing_secrets (secrets));
}

/* The command leaves out what may be secret. */
static char *
dup_left_out (HlcHeaderList *headers)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  for (guint i = 0; headers != NULL && i < hlc_header_list_get_length (headers); i++)
    if (hlc_header_is_secret (hlc_header_list_get_name (headers, i)))
      g_ptr_array_add (names, (gpointer) hlc_header_list_get_name (headers, i));
  g_ptr_array_add (names, NULL);

  return hlc_join_words ((const char *const *) names->pdata);
}

/* Without an endpoint the receiver's secret signs, which may not be the one that the handler has. */
static char *
dup_words (gboolean has_endpoint, const char *left_out)
{
  g_autofree char *copied =
      has_endpoint
          ? g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Copied. It verifies for %d minute",
                                          "Copied. It verifies for %d minutes", TOLERANCE),
                             TOLERANCE)
          : g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                          "Copied. It verifies with the receiver's secret for %d minute",
                                          "Copied. It verifies with the receiver's secret for %d minutes",
                                          TOLERANCE),
                             TOLERANCE);

  if (*left_out == '\0')
    return g_steal_pointer (&copied);

  /* Translators: a sentence, and names of headers. */
  return g_strdup_printf (_ ("%s; left out: %s"), copied, left_out);
}

static void
body_read_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Copy) copy = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) body = hlc_store_get_message_body_finish (HLC_STORE (object), result, &error);
  gint64 now = hlc_clock_get_now (hlc_console_get_clock (copy->console));
  g_autoptr (GPtrArray) secrets = dup_secrets (copy, now);
  HlcHeaderList *headers = copy->endpoint != NULL ? copy->endpoint->headers : NULL;
  g_autofree char *left_out = dup_left_out (headers);
  const char *id = copy->message->webhook_id != NULL ? copy->message->webhook_id : copy->message->message_id;
  g_autoptr (HlcOutgoing) outgoing = NULL;
  g_autofree char *command = NULL;
  g_autofree char *words = NULL;

  if (body == NULL)
    {
      gtk_widget_activate_action (copy->widget, "win.toast", "s", error->message);
      return;
    }
  if (secrets->len == 0)
    {
      gtk_widget_activate_action (copy->widget, "win.toast", "s", _ ("There is no secret to sign it with"));
      return;
    }

  outgoing = hlc_outgoing_new_signed (
      copy->url, id, body, copy->endpoint != NULL ? copy->endpoint->header_family : HLC_HEADER_FAMILY_BOTH,
      headers, secrets, hlc_secrets_get_console_id (hlc_console_get_secrets (copy->console)), now);
  command = hlc_outgoing_to_curl (outgoing);
  words = dup_words (copy->endpoint != NULL, left_out);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (copy->widget), command);
  gtk_widget_activate_action (copy->widget, "win.toast", "s", words);
}

/**
 * hlc_curl_copy:
 * @widget: where its toasts come from
 * @console: whose secrets sign
 * @message: what is sent
 * @endpoint: (nullable): where to; %NULL for a URL of its own, for which the receiver's secrets sign
 * @url: where to
 *
 * Copies the request that would be made, signed now, as a command for a shell. Secret headers are left out.
 */
void
hlc_curl_copy (GtkWidget *widget,
               HlcConsole *console,
               HlcMessage *message,
               HlcEndpoint *endpoint,
               const char *url)
{
  Copy *copy = NULL;

  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (HLC_IS_CONSOLE (console));
  g_return_if_fail (message != NULL && url != NULL);

  copy = g_new0 (Copy, 1);
  copy->widget = g_object_ref (widget);
  copy->console = g_object_ref (console);
  copy->message = hlc_message_ref (message);
  copy->endpoint = endpoint != NULL ? hlc_endpoint_ref (endpoint) : NULL;
  copy->url = g_strdup (url);
  hlc_store_get_message_body_async (hlc_console_get_store (console), message->message_id,
                                    endpoint != NULL ? endpoint->body_version : HLC_BODY_V1, NULL,
                                    body_read_cb, copy);
}
