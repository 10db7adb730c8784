/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-request-draft.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "hlc-error.h"
#include "hlc-header-rules.h"
#include "hlc-target-url.h"
#include "hlc-visible-text.h"

/* The paths under which operations are created, behind any prefix. */
static const struct
{
  const char *path;
  HlcOperationKind kind;
} CREATING[] = {
  { "/function_calls", HLC_OPERATION_FUNCTION_CALL },
  { "/contact_requests", HLC_OPERATION_HUMAN_CONTACT },
  { "/human_contacts", HLC_OPERATION_HUMAN_CONTACT },
};

/* The methods that are sent: what reads and what changes, not what asks a proxy for a tunnel. */
static const char *const METHODS[] = { "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT", NULL };

/* What is about the connection or is written anew when it is sent. */
static const char *const OURS[] = {
  "accept-encoding", "connection",        "content-length", "expect", "host", "keep-alive", "te",
  "trailer",         "transfer-encoding", "upgrade",        NULL
};

/* What stands for the value of a credential, and how much of a method a message shows. */
#define MASK "•••"
#define MAX_METHOD 20

/**
 * hlc_request_draft_new:
 * @method: as written
 * @url: as written; http where it names no scheme
 *
 * Returns: (transfer full): a request without headers and body
 */
HlcRequestDraft *
hlc_request_draft_new (const char *method, const char *url)
{
  HlcRequestDraft *self = g_new0 (HlcRequestDraft, 1);

  self->method = g_ascii_strup (method, -1);
  self->url = strstr (url, "://") != NULL ? g_strdup (url) : g_strconcat ("http://", url, NULL);
  self->headers = hlc_header_list_new ();
  return self;
}

/** hlc_request_draft_copy: Returns: (transfer full): a copy, which shares headers and body */
HlcRequestDraft *
hlc_request_draft_copy (const HlcRequestDraft *self)
{
  HlcRequestDraft *copy = g_new0 (HlcRequestDraft, 1);

  g_return_val_if_fail (self != NULL, copy);

  copy->method = g_strdup (self->method);
  copy->url = g_strdup (self->url);
  copy->headers = hlc_header_list_ref (self->headers);
  copy->body = self->body != NULL ? g_bytes_ref (self->body) : NULL;
  return copy;
}

/**
 * hlc_request_draft_free:
 * @self: (transfer full): a request
 */
void
hlc_request_draft_free (HlcRequestDraft *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->method);
  g_free (self->url);
  hlc_header_list_unref (self->headers);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_free (self);
}

/**
 * hlc_request_draft_creates:
 * @kind: (out): of which kind the operation is, untouched when it creates none
 *
 * Returns: whether it is a request of HumanLayer's API that creates an operation, by its path
 */
gboolean
hlc_request_draft_creates (const HlcRequestDraft *self, HlcOperationKind *kind)
{
  g_autofree char *path = g_strndup (self->url, strcspn (self->url, "?#"));

  if (!g_str_equal (self->method, "POST"))
    return FALSE;

  if (g_str_has_suffix (path, "/"))
    path[strlen (path) - 1] = '\0';
  for (guint i = 0; i < G_N_ELEMENTS (CREATING); i++)
    {
      if (!g_str_has_suffix (path, CREATING[i].path))
        continue;
      *kind = CREATING[i].kind;
      return TRUE;
    }

  return FALSE;
}

/**
 * hlc_request_draft_check:
 *
 * Checks whether it can be sent: where to, how, and with which headers. Where its name leads is checked when it is
 * connected to. Any thread.
 *
 * Returns: %FALSE with %HLC_ERROR_ARGUMENT, which says what to do and has no secret
 */
gboolean
hlc_request_draft_check (const HlcRequestDraft *self, GError **error)
{
  g_autoptr (HlcHeaderList) headers = hlc_request_draft_dup_sent_headers (self);

  if (!g_strv_contains (METHODS, self->method))
    {
      g_autofree char *shown = hlc_visible_text_bounded (self->method, -1, HLC_VISIBLE_ONE_LINE, MAX_METHOD);

      g_set_error (error, HLC_ERROR, HLC_ERROR_ARGUMENT, _ ("Requests of the method “%s” are not sent."),
                   shown);
      return FALSE;
    }

  for (guint i = 0; i < hlc_header_list_get_length (headers); i++)
    if (!hlc_header_check (hlc_header_list_get_name (headers, i), hlc_header_list_get_value (headers, i),
                           error))
      return FALSE;

  return hlc_target_url_check (self->url, error);
}

static gboolean
is_ours (const char *name)
{
  g_autofree char *lower = g_ascii_strdown (name, -1);

  return g_strv_contains (OURS, lower);
}

/**
 * hlc_request_draft_dup_sent_headers:
 *
 * Returns: (transfer full): its headers, without those that are about the connection, the length and the host, which
 *   are written anew, and without a wish for a compressed answer, which nobody could read. Any thread
 */
HlcHeaderList *
hlc_request_draft_dup_sent_headers (const HlcRequestDraft *self)
{
  HlcHeaderList *sent = hlc_header_list_new ();

  for (guint i = 0; i < hlc_header_list_get_length (self->headers); i++)
    if (!is_ours (hlc_header_list_get_name (self->headers, i)))
      hlc_header_list_append (sent, hlc_header_list_get_name (self->headers, i),
                              hlc_header_list_get_value (self->headers, i));

  return sent;
}

/**
 * hlc_request_draft_dup_shown_headers:
 *
 * Returns: (transfer full): the headers that are sent, to be shown: what may be a secret is hidden. Any thread
 */
HlcHeaderList *
hlc_request_draft_dup_shown_headers (const HlcRequestDraft *self)
{
  g_autoptr (HlcHeaderList) sent = hlc_request_draft_dup_sent_headers (self);
  HlcHeaderList *shown = hlc_header_list_new ();

  for (guint i = 0; i < hlc_header_list_get_length (sent); i++)
    {
      const char *name = hlc_header_list_get_name (sent, i);
      gboolean is_secret = hlc_header_is_secret (name) || hlc_header_may_be_secret (name);

      hlc_header_list_append (shown, name, is_secret ? MASK : hlc_header_list_get_value (sent, i));
    }

  return shown;
}
