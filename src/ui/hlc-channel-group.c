/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-channel-group.h"

#include <glib/gi18n-lib.h>

#include "hlc-channel-field.h"
#include "hlc-field-problem.h"

struct _HlcChannelGroup
{
  AdwBin parent_instance;

  AdwExpanderRow *rows[HLC_FORM_N_CHANNELS];
  GtkWidget *fields[HLC_FORM_N_CHANNELS][HLC_FORM_CHANNEL_MAX_FIELDS];
  GtkLabel *problem;
};

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static const struct
{
  const char *title;
  const char *subtitle;
} channels[HLC_FORM_N_CHANNELS] = {
  [HLC_FORM_CHANNEL_SLACK] = { N_ ("Slack"), N_ ("A channel, or a direct message") },
  [HLC_FORM_CHANNEL_EMAIL] = { N_ ("Email"), N_ ("To one address, and others in copy") },
  [HLC_FORM_CHANNEL_SMS] = { N_ ("SMS"), N_ ("To a telephone number") },
  [HLC_FORM_CHANNEL_WHATSAPP] = { N_ ("WhatsApp"), N_ ("To a telephone number") },
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HlcChannelGroup, hlc_channel_group, ADW_TYPE_BIN)

static void
changed_cb (HlcChannelGroup *self)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/* libadwaita leaves the switch of a row without a name. */
static void
name_switch (GtkWidget *widget, AdwPreferencesRow *row)
{
  if (GTK_IS_SWITCH (widget))
    gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                    adw_preferences_row_get_title (row), -1);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    name_switch (child, row);
}

static void
hlc_channel_group_add (HlcChannelGroup *self, AdwPreferencesGroup *group, HlcFormChannelKind kind)
{
  guint n_fields = 0;
  const HlcFormField *fields = hlc_form_channel_get_fields (kind, &n_fields);
  AdwExpanderRow *row = ADW_EXPANDER_ROW (adw_expander_row_new ());

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ (channels[kind].title));
  adw_expander_row_set_subtitle (row, _ (channels[kind].subtitle));
  adw_expander_row_set_show_enable_switch (row, TRUE);
  adw_expander_row_set_enable_expansion (row, FALSE);
  name_switch (GTK_WIDGET (row), ADW_PREFERENCES_ROW (row));
  for (guint i = 0; i < n_fields; i++)
    {
      self->fields[kind][i] = hlc_channel_field_new (&fields[i]);
      adw_expander_row_add_row (row, self->fields[kind][i]);
      hlc_channel_field_connect (self->fields[kind][i], G_CALLBACK (changed_cb), G_OBJECT (self));
    }
  adw_preferences_group_add (group, GTK_WIDGET (row));
  self->rows[kind] = row;
  g_signal_connect_object (row, "notify::enable-expansion", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
}

static void
hlc_channel_group_class_init (HlcChannelGroupClass *klass)
{
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", HLC_TYPE_CHANNEL_GROUP, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                          NULL, G_TYPE_NONE, 0);
}

static void
hlc_channel_group_init (HlcChannelGroup *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());

  adw_preferences_group_set_title (group, _ ("Channel"));
  adw_preferences_group_set_description (
      group, _ ("Where the human would be asked. The console asks here, and sends nothing to it."));
  for (guint i = 0; i < HLC_FORM_N_CHANNELS; i++)
    hlc_channel_group_add (self, group, i);
  self->problem = hlc_field_problem_label_new ();
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (group));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->problem));
  adw_bin_set_child (ADW_BIN (self), box);
}

/** hlc_channel_group_fill: replaces what is written by the channels of @form */
void
hlc_channel_group_fill (HlcChannelGroup *self, const HlcOperationForm *form)
{
  g_return_if_fail (HLC_IS_CHANNEL_GROUP (self));

  for (guint i = 0; i < HLC_FORM_N_CHANNELS; i++)
    {
      guint n_fields = 0;
      const HlcFormField *fields = hlc_form_channel_get_fields (i, &n_fields);

      for (guint j = 0; j < n_fields; j++)
        hlc_channel_field_set_text (self->fields[i][j],
                                    hlc_form_channel_get (&form->channels[i], i, fields[j].name));
      adw_expander_row_set_enable_expansion (self->rows[i], form->channels[i].is_set);
      adw_expander_row_set_expanded (self->rows[i], form->channels[i].is_set);
    }
}

/** hlc_channel_group_write: puts what is written into @form; what no field shows stays there */
void
hlc_channel_group_write (HlcChannelGroup *self, HlcOperationForm *form)
{
  g_return_if_fail (HLC_IS_CHANNEL_GROUP (self));

  for (guint i = 0; i < HLC_FORM_N_CHANNELS; i++)
    {
      guint n_fields = 0;
      const HlcFormField *fields = hlc_form_channel_get_fields (i, &n_fields);

      form->channels[i].is_set = adw_expander_row_get_enable_expansion (self->rows[i]);
      for (guint j = 0; j < n_fields; j++)
        {
          g_autofree char *text = hlc_channel_field_dup_text (self->fields[i][j]);

          hlc_form_channel_set (&form->channels[i], i, fields[j].name, text);
        }
    }
}

/**
 * hlc_channel_group_show_problems:
 * @problems: (element-type HlcFormProblem): what is wrong with the form
 *
 * Returns: whether something is wrong with the channels
 */
gboolean
hlc_channel_group_show_problems (HlcChannelGroup *self, GPtrArray *problems)
{
  const HlcFormProblem *shown = hlc_form_problems_find (problems, "spec.channel");

  g_return_val_if_fail (HLC_IS_CHANNEL_GROUP (self), FALSE);

  for (guint i = 0; i < HLC_FORM_N_CHANNELS; i++)
    {
      guint n_fields = 0;
      const HlcFormField *fields = hlc_form_channel_get_fields (i, &n_fields);

      for (guint j = 0; j < n_fields; j++)
        {
          g_autofree char *path =
              g_strdup_printf ("spec.channel.%s.%s", hlc_form_channel_get_name (i), fields[j].name);
          gboolean is_wrong = hlc_form_problems_find (problems, path) != NULL;

          hlc_field_problem_mark (self->fields[i][j], is_wrong);
          if (is_wrong)
            adw_expander_row_set_expanded (self->rows[i], TRUE);
        }
    }
  hlc_field_problem_say (self->problem, shown);

  return shown != NULL;
}
