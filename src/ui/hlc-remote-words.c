/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-remote-words.h"

#include <glib/gi18n-lib.h>

#include "hlc-error.h"
#include "hlc-remote-answer.h"
#include "hlc-remote-base.h"
#include "hlc-time-words.h"

/* What is wrong, and what happens next. */
static char *
describe_problem (const HlcRemoteView *view)
{
  g_autofree char *span = NULL;

  if (view->gone != NULL)
    return g_strdup_printf (_ ("%s It is not asked for any more."), view->gone);
  if (view->wait < 0)
    return g_strdup_printf (_ ("%s Nothing is asked before the remote API is set up anew."), view->problem);
  if (view->wait < G_TIME_SPAN_SECOND)
    return g_strdup_printf (_ ("%s Asking again now."), view->problem);

  span = hlc_words_span (view->wait);
  /* Translators: why asking failed, as a sentence; and a span of time, as in "12 s". */
  return g_strdup_printf (_ ("%s Asking again in %s."), view->problem, span);
}

/**
 * hlc_words_remote:
 * @operation: an operation
 * @view: what is known of the remote API that is set
 * @is_problem: (out): whether the outcome may not come
 *
 * Returns: (transfer full) (nullable): where @operation is decided, and whether the outcome is asked for; %NULL where it
 *   is decided here, or is decided
 */
char *
hlc_words_remote (HlcOperation *operation, const HlcRemoteView *view, gboolean *is_problem)
{
  g_autofree char *host = NULL;
  const char *base = operation->remote_base;

  *is_problem = FALSE;
  if (operation->origin != HLC_ORIGIN_REMOTE || operation->state != HLC_STATE_PENDING || base == NULL)
    return NULL;

  host = hlc_remote_base_dup_host (base);
  *is_problem = g_strcmp0 (view->base, base) != 0 || view->gone != NULL || view->problem != NULL;
  if (g_strcmp0 (view->base, base) != 0)
    return g_strdup_printf (
        _ ("It was created at %s, which is not the remote API that is set now: the outcome "
           "is not asked for. Set it up again to go on."),
        host);
  if (*is_problem)
    return describe_problem (view);

  return g_strdup_printf (
      _ ("It was created at %s, and whoever answers there decides. The console asks for the "
         "outcome and shows it here."),
      host);
}

/**
 * hlc_words_add_remote_problem:
 * @problems: (element-type HlcFormProblem): where it is added, at the field that it is about
 * @error: why an operation could not be created at a remote API
 */
void
hlc_words_add_remote_problem (GPtrArray *problems, const GError *error)
{
  const char *field = HLC_FIELD_TARGET;
  g_autofree char *named = NULL;

  if (g_error_matches (error, HLC_REMOTE_ERROR, HLC_REMOTE_ERROR_CONFLICT) ||
      g_error_matches (error, HLC_ERROR, HLC_ERROR_CONFLICT))
    field = "call_id";
  else if (g_error_matches (error, HLC_REMOTE_ERROR, HLC_REMOTE_ERROR_INVALID))
    {
      named = hlc_remote_error_dup_field (error);
      field = named != NULL ? named : "";
    }
  else if (error->domain == G_IO_ERROR || error->domain == HLC_ERROR)
    field = "";

  hlc_form_problems_add (problems, field, "%s", error->message);
}

/**
 * hlc_words_remote_connected:
 * @project, @organization: (nullable): whose key it is; text from outside
 *
 * Returns: (transfer full): what a connection test found
 */
char *
hlc_words_remote_connected (const char *project, const char *organization)
{
  if (project != NULL && organization != NULL)
    /* Translators: a project, and the organization that it belongs to. */
    return g_strdup_printf (_ ("It takes the key, which is of the project %s of %s."), project, organization);
  if (project != NULL)
    return g_strdup_printf (_ ("It takes the key, which is of the project %s."), project);

  return g_strdup (_ ("It takes the key. It does not say of which project that is."));
}
