/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-event-form.h"

#include <glib/gi18n-lib.h>

/* A field of a form, or of a row in it. */
typedef struct
{
  const char *name;
  gsize offset;
} Field;

#define FORM_FIELD(name)                                                                                     \
  {                                                                                                          \
#name, G_STRUCT_OFFSET(HlcEventForm, name)                                                               \
  }
#define MAIL_FIELD(name)                                                                                     \
  {                                                                                                          \
#name, G_STRUCT_OFFSET(HlcThreadMail, name)                                                              \
  }
#define SLACK_FIELD(name)                                                                                    \
  {                                                                                                          \
#name, G_STRUCT_OFFSET(HlcSlackMessage, name)                                                            \
  }
#define END                                                                                                  \
  {                                                                                                          \
    NULL, 0                                                                                                  \
  }

static const Field EMAIL_FIELDS[] = {
  FORM_FIELD (from_address),
  FORM_FIELD (to_address),
  FORM_FIELD (subject),
  FORM_FIELD (body),
  FORM_FIELD (message_id),
  FORM_FIELD (in_reply_to),
  END,
};
static const Field SLACK_FIELDS[] = { FORM_FIELD (thread_ts), FORM_FIELD (channel_id), FORM_FIELD (team_id),
                                      END };
static const Field CONVERSATION_FIELDS[] = { FORM_FIELD (user_message), FORM_FIELD (agent_name),
                                             FORM_FIELD (contact_channel_id), END };
static const Field MAIL_FIELDS[] = {
  MAIL_FIELD (from_address), MAIL_FIELD (to_address), MAIL_FIELD (cc_address), MAIL_FIELD (bcc_address),
  MAIL_FIELD (subject),      MAIL_FIELD (content),    MAIL_FIELD (datetime),   END,
};
static const Field SLACK_MESSAGE_FIELDS[] = { SLACK_FIELD (from_user_id), SLACK_FIELD (channel_id),
                                              SLACK_FIELD (content), SLACK_FIELD (message_ts), END };

/* The fields of each kind, and the rows that it has, by #HlcEventFormKind. */
static const struct
{
  const Field *fields;
  const char *rows;
  gsize rows_offset;
  const Field *row_fields;
  gsize row_size;
} KINDS[] = {
  [HLC_EVENT_FORM_EMAIL] = { EMAIL_FIELDS, "previous_thread", G_STRUCT_OFFSET (HlcEventForm, previous_thread),
                             MAIL_FIELDS, sizeof (HlcThreadMail) },
  [HLC_EVENT_FORM_SLACK] = { SLACK_FIELDS, "events", G_STRUCT_OFFSET (HlcEventForm, events),
                             SLACK_MESSAGE_FIELDS, sizeof (HlcSlackMessage) },
  [HLC_EVENT_FORM_CONVERSATION] = { CONVERSATION_FIELDS, NULL, 0, NULL, 0 },
};

/* The strings of an array with commas between: what was a list is typed in one line. */
static char *
join_strings (HlcJsonValue array)
{
  g_autoptr (GString) joined = g_string_new (NULL);
  HlcJsonIter iter;
  HlcJsonValue element;

  hlc_json_iter_init (&iter, array);
  while (hlc_json_iter_next (&iter, NULL, &element))
    {
      g_autofree char *text = hlc_json_value_dup_string (element, NULL);

      if (text == NULL)
        return NULL;
      g_string_append_printf (joined, "%s%s", joined->len > 0 ? ", " : "", text);
    }

  return g_string_free (g_steal_pointer (&joined), FALSE);
}

static gboolean
read_field (HlcJsonValue object, const Field *field, gpointer record, GError **error)
{
  char **target = &G_STRUCT_MEMBER (char *, record, field->offset);
  HlcJsonValue member;
  gsize length = 0;
  const char *text;

  if (!hlc_json_value_get_member (object, field->name, &member))
    return TRUE;

  if (hlc_json_value_get_type (member) == HLC_JSON_ARRAY)
    {
      *target = join_strings (member);
      if (*target != NULL)
        return TRUE;
    }
  else if (hlc_json_value_get_type (member) == HLC_JSON_NUMBER)
    {
      text = hlc_json_value_get_text (member, &length);
      *target = g_strndup (text, length);
      return TRUE;
    }

  return hlc_json_read_string (object, field->name, FALSE, target, error);
}

static gboolean
read_fields (HlcJsonValue object, const Field *fields, gpointer record, GError **error)
{
  for (; fields->name != NULL; fields++)
    {
      if (!read_field (object, fields, record, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
read_rows (HlcEventForm *self, HlcJsonValue object, GError **error)
{
  GPtrArray *rows = G_STRUCT_MEMBER (GPtrArray *, self, KINDS[self->kind].rows_offset);
  gboolean is_set = FALSE;
  HlcJsonValue array;
  HlcJsonValue element;
  HlcJsonIter iter;

  if (!hlc_json_read_value (object, KINDS[self->kind].rows, HLC_JSON_ARRAY, FALSE, &is_set, &array, error))
    return FALSE;
  if (!is_set)
    return TRUE;

  hlc_json_iter_init (&iter, array);
  while (hlc_json_iter_next (&iter, NULL, &element))
    {
      gpointer row = g_malloc0 (KINDS[self->kind].row_size);

      g_ptr_array_add (rows, row);
      if (!read_fields (element, KINDS[self->kind].row_fields, row, error))
        return FALSE;
    }

  return TRUE;
}

/**
 * hlc_event_form_new_from_json:
 * @type: an event type that a form composes
 * @fields: an event of that type, or what hlc_event_form_to_json() made
 * @error: %HLC_ERROR_SHAPE when a field is of another type, %HLC_ERROR_ARGUMENT when there is no form for @type
 *
 * Fills a form. What no field shows is lost: a mail's `raw_email` is composed anew. Any thread.
 *
 * Returns: (transfer full) (nullable): the form
 */
HlcEventForm *
hlc_event_form_new_from_json (const char *type, HlcJsonValue fields, GError **error)
{
  g_autoptr (HlcEventForm) self = NULL;
  HlcEventFormKind kind = 0;
  gboolean is_set = FALSE;

  if (!hlc_event_form_kind_from_type (type, &kind))
    {
      g_set_error (error, HLC_ERROR, HLC_ERROR_ARGUMENT,
                   _ ("There is no form for %s: write the event as JSON."), type);
      return NULL;
    }

  if (hlc_json_value_get_type (fields) != HLC_JSON_OBJECT)
    {
      g_set_error_literal (error, HLC_ERROR, HLC_ERROR_SHAPE, _ ("The event must be a JSON object."));
      return NULL;
    }

  self = hlc_event_form_new (kind);
  if (!hlc_json_read_boolean (fields, "is_test", &is_set, &self->is_test, error) ||
      !read_fields (fields, KINDS[kind].fields, self, error) ||
      (KINDS[kind].rows != NULL && !read_rows (self, fields, error)))
    return NULL;

  return g_steal_pointer (&self);
}

static void
write_fields (HlcJsonWriter *writer, const Field *fields, gconstpointer record)
{
  for (; fields->name != NULL; fields++)
    {
      const char *text = G_STRUCT_MEMBER (const char *, record, fields->offset);

      if (text == NULL || *text == '\0')
        continue;
      hlc_json_writer_name (writer, fields->name);
      hlc_json_writer_string (writer, text);
    }
}

/**
 * hlc_event_form_to_json:
 *
 * Writes what was typed, to be kept in a template: not an event, which hlc_event_form_to_draft() makes.
 *
 * Returns: (transfer full): the text
 */
GBytes *
hlc_event_form_to_json (const HlcEventForm *self)
{
  g_autoptr (HlcJsonWriter) writer = hlc_json_writer_new ();
  GPtrArray *rows = NULL;

  hlc_json_writer_begin_object (writer);
  write_fields (writer, KINDS[self->kind].fields, self);
  if (KINDS[self->kind].rows != NULL)
    {
      rows = G_STRUCT_MEMBER (GPtrArray *, self, KINDS[self->kind].rows_offset);
      hlc_json_writer_name (writer, KINDS[self->kind].rows);
      hlc_json_writer_begin_array (writer);
      for (guint i = 0; i < rows->len; i++)
        {
          hlc_json_writer_begin_object (writer);
          write_fields (writer, KINDS[self->kind].row_fields, g_ptr_array_index (rows, i));
          hlc_json_writer_end_object (writer);
        }
      hlc_json_writer_end_array (writer);
    }
  if (self->is_test)
    {
      hlc_json_writer_name (writer, "is_test");
      hlc_json_writer_boolean (writer, TRUE);
    }
  hlc_json_writer_end_object (writer);

  return hlc_json_writer_finish (writer);
}
