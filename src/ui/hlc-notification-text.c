/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-notification-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "hlc-operation-text.h"
#include "hlc-visible-text.h"

/* The body while it is put together. */
typedef struct
{
  GString *text; /* (owned) */
  guint n_lines;
  gboolean is_whole;
} Body;

static gsize
count_characters (Body *body)
{
  return (gsize) g_utf8_strlen (body->text->str, (gssize) body->text->len);
}

/* What does not fit is left out as a whole line or cut at its end; either way the body is not whole any more. */
static void
append_line (Body *body, const char *line)
{
  gsize used = count_characters (body);
  g_autofree char *bounded = NULL;

  if (!body->is_whole)
    return;

  if (body->n_lines == HLC_NOTIFICATION_MAX_LINES || used >= HLC_NOTIFICATION_MAX_CHARACTERS)
    {
      body->is_whole = FALSE;
      g_string_append (body->text, "\n…");
      return;
    }

  bounded = hlc_visible_text_bounded (line, -1, HLC_VISIBLE_ONE_LINE,
                                      (gssize) (HLC_NOTIFICATION_MAX_CHARACTERS - used));
  body->is_whole = g_str_equal (bounded, line);
  if (body->n_lines++ > 0)
    g_string_append_c (body->text, '\n');
  g_string_append (body->text, bounded);
}

/* One line of text that stays one line: what a line end or an invisible character would hide is shown, and counts as
 * something that has to be looked at. */
static char *
dup_line (const char *text, gsize length, gboolean *is_plain)
{
  g_autofree char *visible = hlc_visible_text (text, (gssize) length, HLC_VISIBLE_ONE_LINE);

  *is_plain = *is_plain && strlen (visible) == length && memcmp (visible, text, length) == 0;
  return g_steal_pointer (&visible);
}

static void
append_argument (Body *body, HlcJsonValue name, HlcJsonValue value, gboolean *is_plain)
{
  gsize name_length = 0;
  gsize length = 0;
  g_autofree char *name_text = hlc_json_value_dup_string (name, &name_length);
  g_autofree char *shown_name = dup_line (name_text, name_length, is_plain);
  g_autofree char *string = NULL;
  g_autofree char *shown = NULL;
  g_autofree char *line = NULL;
  const char *text = NULL;

  if (hlc_json_value_get_type (value) == HLC_JSON_STRING)
    text = string = hlc_json_value_dup_string (value, &length);
  else
    text = hlc_json_value_get_text (value, &length);

  /* Far more than fits need not be made visible first. */
  if (length > 4 * HLC_NOTIFICATION_MAX_CHARACTERS * 4)
    {
      length = 4 * HLC_NOTIFICATION_MAX_CHARACTERS * 4;
      *is_plain = FALSE;
    }
  shown = dup_line (text, length, is_plain);
  /* Translators: an argument of a function call and its value. */
  line = g_strdup_printf (C_ ("notification", "%s: %s"), shown_name, shown);
  append_line (body, line);
}

static void
append_arguments (Body *body, HlcJsonValue arguments, gboolean *is_plain)
{
  HlcJsonIter iter;
  HlcJsonValue name;
  HlcJsonValue value;

  hlc_json_iter_init (&iter, arguments);
  while (body->is_whole && hlc_json_iter_next (&iter, &name, &value))
    append_argument (body, name, value, is_plain);
}

static char *
dup_title (HlcOperationText *text, HlcOperationKind kind, gboolean is_escalation)
{
  if (kind == HLC_OPERATION_FUNCTION_CALL)
    return g_strdup_printf (is_escalation ? _ ("Still waiting: approve %s?") : _ ("Approve %s?"),
                            text->title);

  return is_escalation ? g_strdup_printf (_ ("Still waiting: %s"), text->title) : g_strdup (text->title);
}

/**
 * hlc_notification_text_new:
 * @operation: a pending operation with its `spec`
 * @is_escalation: the agent asked again, with more weight
 *
 * Returns: (transfer full): what a notification says of it
 */
HlcNotificationText *
hlc_notification_text_new (HlcOperation *operation, gboolean is_escalation, HlcNotificationMarkup markup)
{
  g_autoptr (HlcOperationText) text = NULL;
  HlcNotificationText *self = NULL;
  Body body = { .text = g_string_new (NULL), .is_whole = TRUE };
  gboolean is_call = FALSE;
  gboolean is_plain = TRUE;

  g_return_val_if_fail (operation != NULL && operation->spec != NULL, NULL);

  text = hlc_operation_text_new (operation);
  is_call = operation->kind == HLC_OPERATION_FUNCTION_CALL;
  self = g_new0 (HlcNotificationText, 1);
  self->title = dup_title (text, operation->kind, is_escalation);
  if (text->has_arguments)
    append_arguments (&body, text->arguments, &is_plain);
  else if (text->message != NULL)
    append_line (&body, text->message);

  if (is_call && text->has_arguments && body.text->len == 0)
    g_string_append (body.text, _ ("Without arguments"));
  self->can_approve = is_call && text->has_arguments && body.is_whole && is_plain &&
                      text->whole_title == NULL && !text->has_suspicious_name;
  if (is_call && !self->can_approve)
    g_string_append_printf (body.text, "%s%s", body.text->len > 0 ? "\n" : "",
                            _ ("Open it to see all of it before you decide."));

  self->body = markup == HLC_NOTIFICATION_MARKUP
                   ? g_markup_escape_text (body.text->str, (gssize) body.text->len)
                   : g_strndup (body.text->str, body.text->len);
  g_string_free (body.text, TRUE);

  return self;
}

/** hlc_notification_text_free: frees @self */
void
hlc_notification_text_free (HlcNotificationText *self)
{
  g_free (self->title);
  g_free (self->body);
  g_free (self);
}

/**
 * hlc_notification_summary:
 * @n_pending: how many wait
 *
 * Returns: (transfer full): the title of the one notification that stands for many
 */
char *
hlc_notification_summary (gint64 n_pending)
{
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%'d operation waits for you",
                                       "%'d operations wait for you", (gulong) n_pending),
                          (int) n_pending);
}
