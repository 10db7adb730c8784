/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-identity-group.h"

#include <glib/gi18n-lib.h>

#include "hlc-field-problem.h"
#include "hlc-focus-child.h"
#include "hlc-told-entries.h"

struct _HlcIdentityGroup
{
  AdwBin parent_instance;

  AdwPreferencesGroup *group;
  AdwComboRow *kind_row;
  AdwEntryRow *id_row;
  AdwEntryRow *run_row;
  GtkLabel *id_problem;
  GtkLabel *run_problem;

  char *ids[HLC_ID_SCHEME + 1]; /* (owned) (nullable): what was written for each kind */
  HlcIdKind kind;
};

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static const char *const titles[] = {
  [HLC_ID_MADE] = "",
  [HLC_ID_EXTERNAL] = N_ ("Id, such as a tool_call_id"),
  [HLC_ID_SCHEME] = N_ ("Scheme, such as order-{n}"),
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HlcIdentityGroup, hlc_identity_group, ADW_TYPE_BIN)

static void
changed_cb (HlcIdentityGroup *self)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/* What was written for another kind comes back with it. */
static void
kind_cb (HlcIdentityGroup *self)
{
  HlcIdKind kind = adw_combo_row_get_selected (self->kind_row);
  const char *written = gtk_editable_get_text (GTK_EDITABLE (self->id_row));

  if (kind > HLC_ID_SCHEME)
    return;

  if (self->kind != kind)
    {
      g_free (self->ids[self->kind]);
      self->ids[self->kind] = g_strdup (written);
      self->kind = kind;
      gtk_editable_set_text (GTK_EDITABLE (self->id_row), self->ids[kind] != NULL ? self->ids[kind] : "");
    }
  adw_preferences_group_set_description (self->group, hlc_id_kind_explain (kind));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->id_row),
                                 kind == HLC_ID_MADE ? "" : _ (titles[kind]));
  gtk_widget_set_visible (GTK_WIDGET (self->id_row), kind != HLC_ID_MADE);
  changed_cb (self);
}

/* Where something is wrong, or else where it begins. */
static gboolean
hlc_identity_group_grab_focus (GtkWidget *widget)
{
  HlcIdentityGroup *self = HLC_IDENTITY_GROUP (widget);

  if (gtk_widget_get_visible (GTK_WIDGET (self->id_problem)))
    return gtk_widget_grab_focus (GTK_WIDGET (self->id_row));
  if (gtk_widget_get_visible (GTK_WIDGET (self->run_problem)))
    return gtk_widget_grab_focus (GTK_WIDGET (self->run_row));

  return gtk_widget_grab_focus (GTK_WIDGET (self->kind_row));
}

static void
hlc_identity_group_finalize (GObject *object)
{
  HlcIdentityGroup *self = HLC_IDENTITY_GROUP (object);

  for (guint i = 0; i < G_N_ELEMENTS (self->ids); i++)
    g_free (self->ids[i]);

  G_OBJECT_CLASS (hlc_identity_group_parent_class)->finalize (object);
}

static void
hlc_identity_group_class_init (HlcIdentityGroupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = hlc_identity_group_finalize;
  widget_class->focus = hlc_focus_child;
  widget_class->grab_focus = hlc_identity_group_grab_focus;

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", HLC_TYPE_IDENTITY_GROUP, G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/humanlayer/Console/ui/hlc-identity-group.ui");
  gtk_widget_class_bind_template_child (widget_class, HlcIdentityGroup, group);
  gtk_widget_class_bind_template_child (widget_class, HlcIdentityGroup, kind_row);
  gtk_widget_class_bind_template_child (widget_class, HlcIdentityGroup, id_row);
  gtk_widget_class_bind_template_child (widget_class, HlcIdentityGroup, run_row);
  gtk_widget_class_bind_template_child (widget_class, HlcIdentityGroup, id_problem);
  gtk_widget_class_bind_template_child (widget_class, HlcIdentityGroup, run_problem);
  gtk_widget_class_bind_template_callback (widget_class, kind_cb);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
}

static void
hlc_identity_group_init (HlcIdentityGroup *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  hlc_told_entries_find (GTK_WIDGET (self));
  kind_cb (self);
}

/** hlc_identity_group_fill: replaces what is written by the ids of @form, or its scheme; one that it lacks is to be made */
void
hlc_identity_group_fill (HlcIdentityGroup *self, const HlcOperationForm *form)
{
  gboolean has_id = form->call_id != NULL && *form->call_id != '\0';

  g_return_if_fail (HLC_IS_IDENTITY_GROUP (self));

  hlc_identity_group_enter (self,
                            !has_id                                     ? HLC_ID_MADE
                            : hlc_id_scheme_check (form->call_id, NULL) ? HLC_ID_SCHEME
                                                                        : HLC_ID_EXTERNAL,
                            form->call_id);
  gtk_editable_set_text (GTK_EDITABLE (self->run_row), form->run_id != NULL ? form->run_id : "");
}

/** hlc_identity_group_write: puts what is written into @form: as its call_id the id, or the scheme */
void
hlc_identity_group_write (HlcIdentityGroup *self, HlcOperationForm *form)
{
  g_return_if_fail (HLC_IS_IDENTITY_GROUP (self));

  g_free (form->call_id);
  form->call_id =
      self->kind == HLC_ID_MADE ? NULL : g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->id_row)));
  g_free (form->run_id);
  form->run_id = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->run_row)));
}

/**
 * hlc_identity_group_show_problems:
 * @problems: (element-type HlcFormProblem): what is wrong with the form
 *
 * Returns: whether something is wrong with the ids
 */
gboolean
hlc_identity_group_show_problems (HlcIdentityGroup *self, GPtrArray *problems)
{
  gboolean is_wrong;

  g_return_val_if_fail (HLC_IS_IDENTITY_GROUP (self), FALSE);

  is_wrong = hlc_field_problem_show (GTK_WIDGET (self->id_row), self->id_problem, problems, "call_id");

  return hlc_field_problem_show (GTK_WIDGET (self->run_row), self->run_problem, problems, "run_id") ||
         is_wrong;
}

/** hlc_identity_group_get_kind: Returns: how the operation is identified */
HlcIdKind
hlc_identity_group_get_kind (HlcIdentityGroup *self)
{
  g_return_val_if_fail (HLC_IS_IDENTITY_GROUP (self), HLC_ID_MADE);

  return self->kind;
}

/**
 * hlc_identity_group_enter:
 * @kind: how the operation is identified
 * @id: (nullable): the id, or the scheme
 *
 * Replaces what is written, as a user would.
 */
void
hlc_identity_group_enter (HlcIdentityGroup *self, HlcIdKind kind, const char *id)
{
  g_return_if_fail (HLC_IS_IDENTITY_GROUP (self));

  adw_combo_row_set_selected (self->kind_row, kind);
  gtk_editable_set_text (GTK_EDITABLE (self->id_row), id != NULL ? id : "");
}
