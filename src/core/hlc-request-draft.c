/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-request-draft.h"

#include <string.h>

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
