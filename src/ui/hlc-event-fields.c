/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-event-fields.h"

#include <glib/gi18n-lib.h>

#include "hlc-event-record-row.h"
#include "hlc-field-problem.h"
#include "hlc-let-fold.h"

#define LINE(type, name, title)                                                                              \
  {                                                                                                          \
#name, title, G_STRUCT_OFFSET(type, name), HLC_EVENT_INPUT_LINE                                          \
  }
#define TEXT(type, name, title)                                                                              \
  {                                                                                                          \
#name, title, G_STRUCT_OFFSET(type, name), HLC_EVENT_INPUT_TEXT                                          \
  }
#define END                                                                                                  \
  {                                                                                                          \
    NULL, NULL, 0, HLC_EVENT_INPUT_LINE                                                                      \
  }

static const HlcEventInput mail[] = {
  LINE (HlcEventForm, from_address, N_ ("From, such as A User <user@example.com>")),
  LINE (HlcEventForm, to_address, N_ ("To")),
  LINE (HlcEventForm, subject, N_ ("Subject")),
  TEXT (HlcEventForm, body, N_ ("Text of the mail")),
  END,
};
static const HlcEventInput mail_more[] = {
  LINE (HlcEventForm, message_id, N_ ("Message id, such as <1@example.com>; empty: one is made")),
  LINE (HlcEventForm, in_reply_to, N_ ("Id of the mail that it answers")),
  END,
};
static const HlcEventInput thread_mail[] = {
  LINE (HlcThreadMail, from_address, N_ ("From, such as A User <user@example.com>")),
  LINE (HlcThreadMail, to_address, N_ ("To, with commas between")),
  LINE (HlcThreadMail, cc_address, N_ ("Copy to")),
  LINE (HlcThreadMail, bcc_address, N_ ("Blind copy to")),
  LINE (HlcThreadMail, subject, N_ ("Subject")),
  TEXT (HlcThreadMail, content, N_ ("Text of the mail")),
  LINE (HlcThreadMail, datetime, N_ ("Time, such as 2025-06-01T10:00:00Z; empty: hours ago")),
  END,
};
static const HlcEventInput slack[] = {
  LINE (HlcEventForm, channel_id, N_ ("Channel id, such as C0123456789")),
  END,
};
static const HlcEventInput slack_more[] = {
  LINE (HlcEventForm, team_id, N_ ("Team id")),
  LINE (HlcEventForm, thread_ts, N_ ("Timestamp of the thread; empty: now")),
  END,
};
static const HlcEventInput slack_message[] = {
  LINE (HlcSlackMessage, from_user_id, N_ ("User id, such as U0123456789")),
  TEXT (HlcSlackMessage, content, N_ ("Text of the message")),
  LINE (HlcSlackMessage, channel_id, N_ ("Channel id; empty: the thread's")),
  LINE (HlcSlackMessage, message_ts, N_ ("Timestamp; empty: seconds after the thread's")),
  END,
};
static const HlcEventInput conversation[] = {
  TEXT (HlcEventForm, user_message, N_ ("What the user writes")),
  LINE (HlcEventForm, agent_name, N_ ("Name of the agent")),
  LINE (HlcEventForm, contact_channel_id, N_ ("Contact channel's id, a whole number")),
  END,
};

/* What a form asks for, by #HlcEventFormKind. */
static const struct
{
  const HlcEventInput *fields;
  const HlcEventInput *more;
  const char *more_title;
  const HlcEventInput *record;
  const char *records;
  gsize records_offset;
  const char *records_title;
  const char *records_description;
  const char *add_label;
  const char *new_title;
  const char *remove_label;
} kinds[] = {
  [HLC_EVENT_FORM_EMAIL] = { mail, mail_more, N_ ("Message Ids"), thread_mail, "previous_thread",
                             G_STRUCT_OFFSET (HlcEventForm, previous_thread), N_ ("Earlier Mails"),
                             N_ ("Of the same thread, the oldest first"), N_ ("Add an Earlier Mail"),
                             N_ ("New Mail"), N_ ("Remove This Mail") },
  [HLC_EVENT_FORM_SLACK] = { slack, slack_more, N_ ("Team and Thread"), slack_message, "events",
                             G_STRUCT_OFFSET (HlcEventForm, events), N_ ("Messages"),
                             N_ ("Of the thread, the oldest first"), N_ ("Add a Message"), N_ ("New Message"),
                             N_ ("Remove This Message") },
  [HLC_EVENT_FORM_CONVERSATION] = { .fields = conversation },
};

struct _HlcEventFields
{
  AdwBin parent_instance;

  HlcEventFormKind kind;
  HlcEventInputs *inputs; /* (owned) */
  HlcEventInputs *more;   /* (owned) (nullable) */
  AdwExpanderRow *more_row;
  GtkListBox *records;
  GtkLabel *problem;
};

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HlcEventFields, hlc_event_fields, ADW_TYPE_BIN)

static void
changed_cb (HlcEventFields *self)
{
  if (self->records != NULL)
    gtk_widget_set_visible (GTK_WIDGET (self->records),
                            gtk_list_box_get_row_at_index (self->records, 0) != NULL);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
remove_cb (HlcEventFields *self, GtkWidget *row)
{
  GtkWidget *next = gtk_widget_get_next_sibling (row);

  if (next == NULL)
    next = gtk_widget_get_prev_sibling (row);
  gtk_list_box_remove (self->records, row);
  changed_cb (self);
  if (next != NULL)
    gtk_widget_child_focus (next, GTK_DIR_TAB_FORWARD);
}

static HlcEventRecordRow *
hlc_event_fields_add_record (HlcEventFields *self)
{
  HlcEventRecordRow *row =
      hlc_event_record_row_new (kinds[self->kind].record, _ (kinds[self->kind].new_title),
                                _ (kinds[self->kind].remove_label));

  gtk_list_box_append (self->records, GTK_WIDGET (row));
  g_signal_connect_object (row, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "remove", G_CALLBACK (remove_cb), self, G_CONNECT_SWAPPED);

  return row;
}

static void
add_cb (HlcEventFields *self)
{
  HlcEventRecordRow *row = hlc_event_fields_add_record (self);

  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);
  changed_cb (self);
  gtk_widget_grab_focus (GTK_WIDGET (row));
}

static void
hlc_event_fields_finalize (GObject *object)
{
  HlcEventFields *self = HLC_EVENT_FIELDS (object);

  g_clear_pointer (&self->inputs, hlc_event_inputs_free);
  g_clear_pointer (&self->more, hlc_event_inputs_free);

  G_OBJECT_CLASS (hlc_event_fields_parent_class)->finalize (object);
}

static void
hlc_event_fields_class_init (HlcEventFieldsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hlc_event_fields_finalize;

  signals[SIGNAL_CHANGED] =
      g_signal_new ("changed", HLC_TYPE_EVENT_FIELDS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
hlc_event_fields_init (HlcEventFields *self)
{
}

static GtkWidget *
list_new (const char *label)
{
  GtkWidget *list = gtk_list_box_new ();

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);

  return list;
}

static GtkWidget *
main_list_new (HlcEventFields *self)
{
  GtkWidget *list = list_new (_ ("Event"));

  self->inputs = hlc_event_inputs_new (kinds[self->kind].fields, G_CALLBACK (changed_cb), G_OBJECT (self));
  hlc_event_inputs_add_to_list (self->inputs, GTK_LIST_BOX (list));
  if (kinds[self->kind].more == NULL)
    return list;

  self->more = hlc_event_inputs_new (kinds[self->kind].more, G_CALLBACK (changed_cb), G_OBJECT (self));
  self->more_row = ADW_EXPANDER_ROW (adw_expander_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->more_row), _ (kinds[self->kind].more_title));
  hlc_event_inputs_add_to_expander (self->more, self->more_row);
  gtk_list_box_append (GTK_LIST_BOX (list), GTK_WIDGET (self->more_row));

  return list;
}

static GtkWidget *
record_group_new (HlcEventFields *self)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  GtkWidget *button = gtk_button_new_from_icon_name ("list-add-symbolic");
  const char *add_label = _ (kinds[self->kind].add_label);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, add_label);
  gtk_widget_add_css_class (button, "flat");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, add_label, -1);
  g_signal_connect_object (button, "clicked", G_CALLBACK (add_cb), self, G_CONNECT_SWAPPED);
  self->records = GTK_LIST_BOX (list_new (_ (kinds[self->kind].records_title)));
  adw_preferences_group_set_title (group, _ (kinds[self->kind].records_title));
  adw_preferences_group_set_description (group, _ (kinds[self->kind].records_description));
  adw_preferences_group_set_header_suffix (group, button);
  hlc_let_fold (GTK_WIDGET (group));
  adw_preferences_group_add (group, GTK_WIDGET (self->records));

  return GTK_WIDGET (group);
}

/**
 * hlc_event_fields_new:
 * @kind: what is composed
 *
 * Returns: (transfer floating): an empty form
 */
HlcEventFields *
hlc_event_fields_new (HlcEventFormKind kind)
{
  HlcEventFields *self = g_object_new (HLC_TYPE_EVENT_FIELDS, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->kind = kind;
  gtk_box_append (GTK_BOX (box), main_list_new (self));
  if (kinds[kind].record != NULL)
    {
      GtkWidget *group = record_group_new (self);

      gtk_widget_set_margin_top (group, 18);
      gtk_box_append (GTK_BOX (box), group);
    }
  self->problem = hlc_field_problem_label_new ();
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->problem));
  adw_bin_set_child (ADW_BIN (self), box);
  changed_cb (self);

  return self;
}

/** hlc_event_fields_fill: replaces what is written by @form, which is of the same kind */
void
hlc_event_fields_fill (HlcEventFields *self, const HlcEventForm *form)
{
  GtkListBoxRow *row = NULL;
  GPtrArray *records = NULL;

  g_return_if_fail (HLC_IS_EVENT_FIELDS (self) && form->kind == self->kind);

  hlc_event_inputs_fill (self->inputs, form);
  if (self->more != NULL)
    hlc_event_inputs_fill (self->more, form);
  if (self->records == NULL)
    return;

  while ((row = gtk_list_box_get_row_at_index (self->records, 0)) != NULL)
    gtk_list_box_remove (self->records, GTK_WIDGET (row));
  records = G_STRUCT_MEMBER (GPtrArray *, form, kinds[self->kind].records_offset);
  for (guint i = 0; i < records->len; i++)
    hlc_event_inputs_fill (hlc_event_record_row_get_inputs (hlc_event_fields_add_record (self)),
                           g_ptr_array_index (records, i));
  changed_cb (self);
}

/** hlc_event_fields_write: puts what is written into @form, which is empty and of the same kind */
void
hlc_event_fields_write (HlcEventFields *self, HlcEventForm *form)
{
  GtkListBoxRow *row = NULL;
  GPtrArray *records = NULL;

  g_return_if_fail (HLC_IS_EVENT_FIELDS (self) && form->kind == self->kind);

  hlc_event_inputs_write (self->inputs, form);
  if (self->more != NULL)
    hlc_event_inputs_write (self->more, form);
  if (self->records == NULL)
    return;

  records = G_STRUCT_MEMBER (GPtrArray *, form, kinds[self->kind].records_offset);
  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->records, i)) != NULL; i++)
    {
      if (self->kind == HLC_EVENT_FORM_EMAIL)
        hlc_event_form_add_thread_mail (form, NULL, NULL);
      else
        hlc_event_form_add_slack_message (form, NULL, NULL);
      hlc_event_inputs_write (hlc_event_record_row_get_inputs (HLC_EVENT_RECORD_ROW (row)),
                              g_ptr_array_index (records, i));
    }
}

static GtkWidget *
hlc_event_fields_mark_records (HlcEventFields *self, GPtrArray *problems)
{
  GtkListBoxRow *row = NULL;
  GtkWidget *first = NULL;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->records, i)) != NULL; i++)
    {
      g_autofree char *prefix = g_strdup_printf ("%s.%d.", kinds[self->kind].records, i);
      GtkWidget *wrong =
          hlc_event_inputs_show_problems (hlc_event_record_row_get_inputs (HLC_EVENT_RECORD_ROW (row)),
                                          problems, prefix);

      if (wrong == NULL)
        continue;
      adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);
      first = first != NULL ? first : wrong;
    }

  return first;
}

/* That there is none is said where they would be. */
static GtkWidget *
hlc_event_fields_mark_list (HlcEventFields *self, GPtrArray *problems)
{
  const HlcFormProblem *problem = hlc_form_problems_find (problems, kinds[self->kind].records);
  gboolean is_own = problem != NULL && g_str_equal (problem->field, kinds[self->kind].records);

  hlc_field_problem_say (self->problem, is_own ? problem : NULL);

  return is_own ? gtk_widget_get_parent (GTK_WIDGET (self->problem)) : NULL;
}

/**
 * hlc_event_fields_show_problems:
 * @problems: (element-type HlcFormProblem): what is wrong with the form
 *
 * Says each at its field.
 *
 * Returns: (transfer none) (nullable): the first widget with a problem
 */
GtkWidget *
hlc_event_fields_show_problems (HlcEventFields *self, GPtrArray *problems)
{
  GtkWidget *wrong[4] = { NULL };

  g_return_val_if_fail (HLC_IS_EVENT_FIELDS (self), NULL);

  wrong[0] = hlc_event_inputs_show_problems (self->inputs, problems, "");
  if (self->more != NULL)
    wrong[1] = hlc_event_inputs_show_problems (self->more, problems, "");
  if (wrong[1] != NULL)
    adw_expander_row_set_expanded (self->more_row, TRUE);
  if (self->records != NULL)
    {
      wrong[2] = hlc_event_fields_mark_records (self, problems);
      wrong[3] = hlc_event_fields_mark_list (self, problems);
    }
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    if (wrong[i] != NULL)
      return wrong[i];

  return NULL;
}
