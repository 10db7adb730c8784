/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-create-target.h"

#include <glib/gi18n-lib.h>

#include "hlc-field-problem.h"
#include "hlc-focus-child.h"
#include "hlc-presentation.h"
#include "hlc-remote-base.h"
#include "hlc-remote-dialog.h"
#include "hlc-remote-words.h"

/* What the row lists. */
enum
{
  HERE,
  THERE
};

struct _HlcCreateTarget
{
  AdwBin parent_instance;

  AdwComboRow *target_row;
  GtkStringList *targets;
  AdwActionRow *remote_row;
  GtkLabel *target_problem;

  HlcRemoteTarget *remote; /* (owned) (nullable) */
  guint is_listing : 1;
  guint wants_remote : 1; /* it is being set up from here */
};

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HlcCreateTarget, hlc_create_target, ADW_TYPE_BIN)

static void
hlc_create_target_update (HlcCreateTarget *self)
{
  const char *base = self->remote != NULL ? hlc_remote_target_get_base (self->remote) : NULL;
  gboolean is_there = adw_combo_row_get_selected (self->target_row) == THERE && base != NULL;

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->remote_row),
                                 base != NULL ? _ ("Change the Remote…") : _ ("Set Up a Remote…"));
  adw_action_row_set_subtitle (self->remote_row,
                               is_there ? base : _ ("Another server that speaks the HumanLayer API"));
}

static void
selected_cb (HlcCreateTarget *self)
{
  if (self->is_listing)
    return;

  hlc_create_target_update (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/* What was chosen stays, while it is there. */
static void
base_cb (HlcCreateTarget *self)
{
  const char *base = hlc_remote_target_get_base (self->remote);
  g_autofree char *host = base != NULL ? hlc_remote_base_dup_host (base) : NULL;
  g_autofree char *visible = host != NULL ? hlc_present_line (host) : NULL;
  const char *added[] = { visible, NULL };
  gboolean is_there =
      base != NULL && (self->wants_remote || adw_combo_row_get_selected (self->target_row) == THERE);

  self->is_listing = TRUE;
  gtk_string_list_splice (self->targets, THERE,
                          g_list_model_get_n_items (G_LIST_MODEL (self->targets)) - THERE, added);
  adw_combo_row_set_selected (self->target_row, is_there ? THERE : HERE);
  self->is_listing = FALSE;
  self->wants_remote = FALSE;
  selected_cb (self);
}

static void
set_up_ended_cb (HlcCreateTarget *self)
{
  self->wants_remote = FALSE;
}

static void
set_up_cb (HlcCreateTarget *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  HlcRemoteDialog *dialog = hlc_remote_dialog_new (self->remote);

  self->wants_remote = TRUE;
  g_signal_connect_object (dialog, "destroy", G_CALLBACK (set_up_ended_cb), self, G_CONNECT_SWAPPED);
  gtk_window_set_transient_for (GTK_WINDOW (dialog), GTK_WINDOW (root));
  gtk_window_present (GTK_WINDOW (dialog));
}

static gboolean
hlc_create_target_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (HLC_CREATE_TARGET (widget)->target_row));
}

static void
hlc_create_target_dispose (GObject *object)
{
  g_clear_object (&HLC_CREATE_TARGET (object)->remote);

  G_OBJECT_CLASS (hlc_create_target_parent_class)->dispose (object);
}

static void
hlc_create_target_class_init (HlcCreateTargetClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hlc_create_target_dispose;
  widget_class->focus = hlc_focus_child;
  widget_class->grab_focus = hlc_create_target_grab_focus;

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", HLC_TYPE_CREATE_TARGET, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                          NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/humanlayer/Console/ui/hlc-create-target.ui");
  gtk_widget_class_bind_template_child (widget_class, HlcCreateTarget, target_row);
  gtk_widget_class_bind_template_child (widget_class, HlcCreateTarget, targets);
  gtk_widget_class_bind_template_child (widget_class, HlcCreateTarget, remote_row);
  gtk_widget_class_bind_template_child (widget_class, HlcCreateTarget, target_problem);
  gtk_widget_class_bind_template_callback (widget_class, selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, set_up_cb);
}

static void
hlc_create_target_init (HlcCreateTarget *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * hlc_create_target_connect:
 * @remote: the remote API, set or not
 *
 * Gives the widget what it offers. To be called once.
 */
void
hlc_create_target_connect (HlcCreateTarget *self, HlcRemoteTarget *remote)
{
  g_return_if_fail (HLC_IS_CREATE_TARGET (self));
  g_return_if_fail (HLC_IS_REMOTE_TARGET (remote));

  self->remote = g_object_ref (remote);
  g_signal_connect_object (remote, "notify::base", G_CALLBACK (base_cb), self, G_CONNECT_SWAPPED);
  base_cb (self);
}

/** hlc_create_target_get_remote: Returns: (transfer none) (nullable): where it is created; %NULL for here */
HlcRemoteFollower *
hlc_create_target_get_remote (HlcCreateTarget *self)
{
  g_return_val_if_fail (HLC_IS_CREATE_TARGET (self), NULL);

  return adw_combo_row_get_selected (self->target_row) == THERE
             ? hlc_remote_target_get_follower (self->remote)
             : NULL;
}

/** hlc_create_target_select_remote: chooses the remote API, where one is set */
void
hlc_create_target_select_remote (HlcCreateTarget *self)
{
  g_return_if_fail (HLC_IS_CREATE_TARGET (self));

  if (g_list_model_get_n_items (G_LIST_MODEL (self->targets)) > THERE)
    adw_combo_row_set_selected (self->target_row, THERE);
}

/**
 * hlc_create_target_show_problems:
 * @problems: (element-type HlcFormProblem): all that is wrong with the form
 *
 * Returns: whether some of it is wrong here
 */
gboolean
hlc_create_target_show_problems (HlcCreateTarget *self, GPtrArray *problems)
{
  g_return_val_if_fail (HLC_IS_CREATE_TARGET (self), FALSE);

  return hlc_field_problem_show (GTK_WIDGET (self->target_row), self->target_problem, problems,
                                 HLC_FIELD_TARGET);
}
