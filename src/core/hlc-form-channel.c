/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-form-channel.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "hlc-form-row.h"
#include "hlc-json-members.h"

static const HlcFormField SLACK[] = {
  { "channel_or_user_id", HLC_FORM_FIELD_LINE, TRUE },
  { "context_about_channel_or_user", HLC_FORM_FIELD_LINE, FALSE },
  { "allowed_responder_ids", HLC_FORM_FIELD_LIST, FALSE },
  { "thread_ts", HLC_FORM_FIELD_LINE, FALSE },
  { "experimental_slack_blocks", HLC_FORM_FIELD_SWITCH, FALSE },
  { "bot_token", HLC_FORM_FIELD_SECRET, FALSE },
};

static const HlcFormField EMAIL[] = {
  { "address", HLC_FORM_FIELD_LINE, TRUE },
  { "context_about_user", HLC_FORM_FIELD_LINE, FALSE },
  { "subject", HLC_FORM_FIELD_LINE, FALSE },
  { "additional_recipients", HLC_FORM_FIELD_JSON, FALSE },
  { "in_reply_to_message_id", HLC_FORM_FIELD_LINE, FALSE },
  { "references_message_id", HLC_FORM_FIELD_LINE, FALSE },
  { "template", HLC_FORM_FIELD_TEXT, FALSE },
  { "experimental_subject_line", HLC_FORM_FIELD_LINE, FALSE },
  { "experimental_in_reply_to_message_id", HLC_FORM_FIELD_LINE, FALSE },
  { "experimental_references_message_id", HLC_FORM_FIELD_LINE, FALSE },
};

static const HlcFormField PHONE[] = {
  { "phone_number", HLC_FORM_FIELD_LINE, TRUE },
  { "context_about_user", HLC_FORM_FIELD_LINE, FALSE },
};

static const struct
{
  const char *name;
  const HlcFormField *fields;
  guint n_fields;
} CHANNELS[HLC_FORM_N_CHANNELS] = {
  [HLC_FORM_CHANNEL_SLACK] = { "slack", SLACK, G_N_ELEMENTS (SLACK) },
  [HLC_FORM_CHANNEL_EMAIL] = { "email", EMAIL, G_N_ELEMENTS (EMAIL) },
  [HLC_FORM_CHANNEL_SMS] = { "sms", PHONE, G_N_ELEMENTS (PHONE) },
  [HLC_FORM_CHANNEL_WHATSAPP] = { "whatsapp", PHONE, G_N_ELEMENTS (PHONE) },
};

G_STATIC_ASSERT (G_N_ELEMENTS (SLACK) <= HLC_FORM_CHANNEL_MAX_FIELDS);
G_STATIC_ASSERT (G_N_ELEMENTS (EMAIL) <= HLC_FORM_CHANNEL_MAX_FIELDS);

/**
 * hlc_form_channel_get_name:
 *
 * Returns: (transfer none): the channel's name in the protocol
 */
const char *
hlc_form_channel_get_name (HlcFormChannelKind kind)
{
  g_return_val_if_fail (kind < HLC_FORM_N_CHANNELS, NULL);

  return CHANNELS[kind].name;
}

/**
 * hlc_form_channel_get_fields:
 * @n_fields: (out): how many
 *
 * Returns: (transfer none) (array length=n_fields): the channel's fields, in the order in which they are shown
 */
const HlcFormField *
hlc_form_channel_get_fields (HlcFormChannelKind kind, guint *n_fields)
{
  g_return_val_if_fail (kind < HLC_FORM_N_CHANNELS && n_fields != NULL, NULL);

  *n_fields = CHANNELS[kind].n_fields;
  return CHANNELS[kind].fields;
}

static int
find_field (HlcFormChannelKind kind, const char *field)
{
  for (guint i = 0; i < CHANNELS[kind].n_fields; i++)
    {
      if (g_str_equal (CHANNELS[kind].fields[i].name, field))
        return (int) i;
    }

  return -1;
}

/**
 * hlc_form_channel_set:
 * @field: a field's name
 * @value: (nullable): what was typed
 */
void
hlc_form_channel_set (HlcFormChannel *self, HlcFormChannelKind kind, const char *field, const char *value)
{
  int index = find_field (kind, field);

  g_return_if_fail (index >= 0);

  g_free (self->values[index]);
  self->values[index] = g_strdup (value);
}

/**
 * hlc_form_channel_get:
 * @field: a field's name
 *
 * Returns: (transfer none): what is typed there, "" for nothing
 */
const char *
hlc_form_channel_get (const HlcFormChannel *self, HlcFormChannelKind kind, const char *field)
{
  int index = find_field (kind, field);

  g_return_val_if_fail (index >= 0, "");

  return self->values[index] != NULL ? self->values[index] : "";
}

/**
 * hlc_form_channel_clear:
 *
 * Frees what the channel holds and empties it.
 */
void
hlc_form_channel_clear (HlcFormChannel *self)
{
  for (guint i = 0; i < HLC_FORM_CHANNEL_MAX_FIELDS; i++)
    g_clear_pointer (&self->values[i], g_free);
  g_clear_pointer (&self->others, g_bytes_unref);
  self->is_set = FALSE;
}

/* A list is typed with commas between, so that one in a string cannot be shown. */
static char *
join_list (HlcJsonValue array)
{
  g_autoptr (GString) joined = g_string_new (NULL);
  HlcJsonIter iter;
  HlcJsonValue element;

  hlc_json_iter_init (&iter, array);
  while (hlc_json_iter_next (&iter, NULL, &element))
    {
      g_autofree char *text = hlc_json_value_dup_string (element, NULL);

      if (text == NULL || strchr (text, ',') != NULL || *text == '\0')
        return NULL;
      g_string_append_printf (joined, "%s%s", joined->len > 0 ? ", " : "", text);
    }

  return g_string_free (g_steal_pointer (&joined), FALSE);
}

/* NULL where the field cannot hold the value. */
static char *
dup_value (HlcFormFieldType type, HlcJsonValue value)
{
  gsize length = 0;
  const char *text = hlc_json_value_get_text (value, &length);
  HlcJsonType found = hlc_json_value_get_type (value);

  if (type == HLC_FORM_FIELD_LIST)
    return found == HLC_JSON_ARRAY ? join_list (value) : NULL;
  if (type == HLC_FORM_FIELD_JSON)
    return found == HLC_JSON_ARRAY ? g_strndup (text, length) : NULL;
  if (type == HLC_FORM_FIELD_SWITCH)
    return found == HLC_JSON_TRUE || found == HLC_JSON_FALSE ? g_strndup (text, length) : NULL;

  return hlc_json_value_dup_string (value, NULL);
}

/**
 * hlc_form_channel_read:
 * @self: an empty channel
 * @object: the channel's object
 *
 * Fills a channel. Null means the same as absent.
 *
 * Returns: whether its fields can hold all of @object
 */
gboolean
hlc_form_channel_read (HlcFormChannel *self, HlcFormChannelKind kind, HlcJsonValue object)
{
  const char *known[HLC_FORM_CHANNEL_MAX_FIELDS + 1] = { NULL };

  for (guint i = 0; i < CHANNELS[kind].n_fields; i++)
    {
      const HlcFormField *field = &CHANNELS[kind].fields[i];
      HlcJsonValue member;

      known[i] = field->name;
      if (!hlc_json_value_get_member (object, field->name, &member) ||
          hlc_json_value_get_type (member) == HLC_JSON_NULL)
        continue;

      self->values[i] = dup_value (field->type, member);
      if (self->values[i] == NULL)
        return FALSE;
    }

  self->is_set = TRUE;
  self->others = hlc_json_members_dup_others (object, known);
  return TRUE;
}

static void
write_list (HlcJsonWriter *writer, const char *typed)
{
  g_auto (GStrv) parts = g_strsplit (typed, ",", -1);

  hlc_json_writer_begin_array (writer);
  for (guint i = 0; parts[i] != NULL; i++)
    {
      g_strstrip (parts[i]);
      if (*parts[i] != '\0')
        hlc_json_writer_string (writer, parts[i]);
    }
  hlc_json_writer_end_array (writer);
}

static void
write_switch (HlcJsonWriter *writer, const char *typed, const char *path, GPtrArray *problems)
{
  if (!g_str_equal (typed, "true") && !g_str_equal (typed, "false"))
    hlc_form_problems_add (problems, path, "%s", _ ("It is either true or false."));
  hlc_json_writer_boolean (writer, g_str_equal (typed, "true"));
}

static void
write_json (HlcJsonWriter *writer, const char *typed, const char *path, GPtrArray *problems)
{
  g_autoptr (GBytes) json = hlc_form_json_read (typed, path, HLC_JSON_ARRAY, FALSE, problems);

  if (json != NULL)
    hlc_json_writer_raw (writer, json);
  else
    hlc_json_writer_null (writer);
}

static void
write_field (HlcJsonWriter *writer,
             const HlcFormField *field,
             const char *typed,
             const char *path,
             GPtrArray *problems)
{
  hlc_json_writer_name (writer, field->name);
  switch (field->type)
    {
    case HLC_FORM_FIELD_LIST:
      write_list (writer, typed);
      break;

    case HLC_FORM_FIELD_SWITCH:
      write_switch (writer, typed, path, problems);
      break;

    case HLC_FORM_FIELD_JSON:
      write_json (writer, typed, path, problems);
      break;

    case HLC_FORM_FIELD_LINE:
    case HLC_FORM_FIELD_TEXT:
    case HLC_FORM_FIELD_SECRET:
    default:
      hlc_json_writer_string (writer, typed);
      break;
    }
}

/**
 * hlc_form_channel_write:
 * @writer: a writer, where the channel's object belongs
 * @problems: (element-type HlcFormProblem): where what is wrong is added
 *
 * Writes the channel. Fields that are empty and not required are left out.
 */
void
hlc_form_channel_write (const HlcFormChannel *self,
                        HlcFormChannelKind kind,
                        HlcJsonWriter *writer,
                        GPtrArray *problems)
{
  hlc_json_writer_begin_object (writer);
  for (guint i = 0; i < CHANNELS[kind].n_fields; i++)
    {
      const HlcFormField *field = &CHANNELS[kind].fields[i];
      const char *typed = self->values[i] != NULL ? self->values[i] : "";
      g_autofree char *path = g_strdup_printf ("spec.channel.%s.%s", CHANNELS[kind].name, field->name);

      if (*typed != '\0' || field->required)
        write_field (writer, field, typed, path, problems);
    }
  hlc_json_members_write (writer, self->others);
  hlc_json_writer_end_object (writer);
}
