/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-channel-field.h"

#include <glib/gi18n-lib.h>

#include "hlc-text-area.h"
#include "hlc-told-entries.h"

static const struct
{
  const char *name;
  const char *title;
} titles[] = {
  { "channel_or_user_id", N_ ("Channel or user id") },
  { "context_about_channel_or_user", N_ ("Who that is, for the model") },
  { "allowed_responder_ids", N_ ("User ids that may answer, with commas between") },
  { "thread_ts", N_ ("Timestamp of the thread") },
  { "experimental_slack_blocks", N_ ("Ask with Slack blocks") },
  { "bot_token", N_ ("Bot token") },
  { "address", N_ ("Address") },
  { "context_about_user", N_ ("Who that is, for the model") },
  { "subject", N_ ("Subject") },
  { "additional_recipients", N_ ("Other recipients, as a JSON array") },
  { "in_reply_to_message_id", N_ ("Message id that it answers") },
  { "references_message_id", N_ ("Message id that it refers to") },
  { "template", N_ ("Template of the message") },
  { "experimental_subject_line", N_ ("Subject line (experimental)") },
  { "experimental_in_reply_to_message_id", N_ ("Message id that it answers (experimental)") },
  { "experimental_references_message_id", N_ ("Message id that it refers to (experimental)") },
  { "phone_number", N_ ("Telephone number") },
};

/* What a switch stands for, in the order of its choices. */
static const char *const switch_values[] = { "", "true", "false" };

static const char *
find_title (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    {
      if (g_str_equal (titles[i].name, name))
        return _ (titles[i].title);
    }

  return name;
}

static GtkWidget *
combo_new (void)
{
  const char *choices[] = { C_ ("switch", "Not Said"), C_ ("switch", "Yes"), C_ ("switch", "No"), NULL };
  g_autoptr (GtkStringList) model = gtk_string_list_new (choices);
  GtkWidget *row = adw_combo_row_new ();

  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (model));

  return row;
}

/**
 * hlc_channel_field_new:
 * @field: which field
 *
 * Returns: (transfer floating): an empty row for it; the name in the protocol is its tooltip
 */
GtkWidget *
hlc_channel_field_new (const HlcFormField *field)
{
  GtkWidget *row = NULL;

  g_return_val_if_fail (field != NULL, NULL);

  if (field->type == HLC_FORM_FIELD_TEXT)
    {
      row = g_object_new (HLC_TYPE_TEXT_AREA, "label", find_title (field->name), "tooltip-text", field->name,
                          NULL);
      gtk_widget_add_css_class (row, "channel-text");
      return row;
    }

  if (field->type == HLC_FORM_FIELD_SWITCH)
    row = combo_new ();
  else if (field->type == HLC_FORM_FIELD_SECRET)
    row = adw_password_entry_row_new ();
  else
    row = adw_entry_row_new ();
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), find_title (field->name));
  gtk_widget_set_tooltip_text (row, field->name);
  hlc_told_entries_find (row);

  return row;
}

/** hlc_channel_field_dup_text: Returns: (transfer full): what is written, as #HlcFormChannel keeps it */
char *
hlc_channel_field_dup_text (GtkWidget *row)
{
  if (HLC_IS_TEXT_AREA (row))
    return hlc_text_area_dup_text (HLC_TEXT_AREA (row));
  if (!ADW_IS_COMBO_ROW (row))
    return g_strdup (gtk_editable_get_text (GTK_EDITABLE (row)));

  return g_strdup (switch_values[MIN (adw_combo_row_get_selected (ADW_COMBO_ROW (row)),
                                      G_N_ELEMENTS (switch_values) - 1)]);
}

/** hlc_channel_field_set_text: replaces what is written */
void
hlc_channel_field_set_text (GtkWidget *row, const char *text)
{
  if (HLC_IS_TEXT_AREA (row))
    hlc_text_area_set_text (HLC_TEXT_AREA (row), text);
  else if (!ADW_IS_COMBO_ROW (row))
    gtk_editable_set_text (GTK_EDITABLE (row), text);
  else
    adw_combo_row_set_selected (ADW_COMBO_ROW (row), g_str_equal (text, "true")    ? 1
                                                     : g_str_equal (text, "false") ? 2
                                                                                   : 0);
}

/** hlc_channel_field_connect: @callback is called with @object when what is written changes */
void
hlc_channel_field_connect (GtkWidget *row, GCallback callback, GObject *object)
{
  g_signal_connect_object (row, ADW_IS_COMBO_ROW (row) ? "notify::selected" : "changed", callback, object,
                           G_CONNECT_SWAPPED);
}
