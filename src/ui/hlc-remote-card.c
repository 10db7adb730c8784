/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-remote-card.h"

#include <glib/gi18n-lib.h>

#include "hlc-notice.h"
#include "hlc-remote-words.h"

struct _HlcRemoteCard
{
  AdwBin parent_instance;

  HlcNotice *notice;
  GtkWidget *button;

  HlcRemoteTarget *remote; /* (owned) (nullable) */
  HlcTicker *ticker;       /* (owned) (nullable) */
  HlcOperation *operation; /* (owned) (nullable) */
  gboolean holds_seconds;
};

G_DEFINE_FINAL_TYPE (HlcRemoteCard, hlc_remote_card, ADW_TYPE_BIN)

/* Seconds are counted only while there are some to be seen. */
static void
hlc_remote_card_hold_seconds (HlcRemoteCard *self, gboolean holds)
{
  if (holds && !self->holds_seconds)
    hlc_ticker_hold_seconds (self->ticker);
  else if (!holds && self->holds_seconds)
    hlc_ticker_release_seconds (self->ticker);
  self->holds_seconds = holds;
}

static void
hlc_remote_card_update (HlcRemoteCard *self)
{
  HlcAppearance waiting = { "hlc-pending-symbolic", _ ("Decided Elsewhere"), "accent" };
  HlcAppearance failing = { "dialog-warning-symbolic", _ ("The Outcome May Not Come"), "warning" };
  HlcRemoteFollower *follower = NULL;
  HlcRemoteView view = { 0 };
  gboolean is_problem = FALSE;
  g_autofree char *text = NULL;

  if (self->remote != NULL && self->operation != NULL)
    {
      follower = hlc_remote_target_get_follower (self->remote);
      view.base = hlc_remote_target_get_base (self->remote);
      view.problem = hlc_remote_target_get_problem (self->remote);
      view.gone = hlc_remote_follower_get_gone_reason (follower, self->operation->call_id);
      view.wait = hlc_remote_follower_get_wait (follower);
      text = hlc_words_remote (self->operation, &view, &is_problem);
    }

  gtk_widget_set_visible (GTK_WIDGET (self), text != NULL);
  gtk_widget_set_visible (self->button, is_problem);
  if (self->ticker != NULL)
    hlc_remote_card_hold_seconds (self,
                                  is_problem && view.wait > 0 && gtk_widget_get_mapped (GTK_WIDGET (self)));
  if (text != NULL)
    hlc_notice_say (self->notice, is_problem ? &failing : &waiting, text);
}

static void
hlc_remote_card_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (hlc_remote_card_parent_class)->map (widget);

  hlc_remote_card_update (HLC_REMOTE_CARD (widget));
}

static void
hlc_remote_card_unmap (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (hlc_remote_card_parent_class)->unmap (widget);

  if (HLC_REMOTE_CARD (widget)->ticker != NULL)
    hlc_remote_card_hold_seconds (HLC_REMOTE_CARD (widget), FALSE);
}

static void
hlc_remote_card_dispose (GObject *object)
{
  HlcRemoteCard *self = HLC_REMOTE_CARD (object);

  if (self->ticker != NULL)
    hlc_remote_card_hold_seconds (self, FALSE);
  g_clear_pointer (&self->operation, hlc_operation_unref);
  g_clear_object (&self->remote);
  g_clear_object (&self->ticker);

  G_OBJECT_CLASS (hlc_remote_card_parent_class)->dispose (object);
}

static void
hlc_remote_card_class_init (HlcRemoteCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hlc_remote_card_dispose;
  widget_class->map = hlc_remote_card_map;
  widget_class->unmap = hlc_remote_card_unmap;
}

static void
hlc_remote_card_init (HlcRemoteCard *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  self->notice = g_object_new (HLC_TYPE_NOTICE, NULL);
  self->button = gtk_button_new_with_mnemonic (_ ("_Set Up the Remote…"));
  gtk_widget_set_halign (self->button, GTK_ALIGN_START);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->button), "new.remote");
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->notice));
  gtk_box_append (GTK_BOX (box), self->button);
  adw_bin_set_child (ADW_BIN (self), box);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

/**
 * hlc_remote_card_connect:
 * @remote: the remote API, set or not
 * @ticker: what counts seconds
 *
 * Gives the card what it tells of. To be called once.
 */
void
hlc_remote_card_connect (HlcRemoteCard *self, HlcRemoteTarget *remote, HlcTicker *ticker)
{
  g_return_if_fail (HLC_IS_REMOTE_CARD (self));
  g_return_if_fail (HLC_IS_REMOTE_TARGET (remote));

  self->remote = g_object_ref (remote);
  self->ticker = g_object_ref (ticker);
  g_signal_connect_object (remote, "notify", G_CALLBACK (hlc_remote_card_update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (hlc_remote_target_get_follower (remote), "notify",
                           G_CALLBACK (hlc_remote_card_update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (ticker, "second", G_CALLBACK (hlc_remote_card_update), self, G_CONNECT_SWAPPED);
}

/**
 * hlc_remote_card_show:
 * @operation: (nullable): what the card is about; called again when it has changed
 */
void
hlc_remote_card_show (HlcRemoteCard *self, HlcOperation *operation)
{
  g_return_if_fail (HLC_IS_REMOTE_CARD (self));

  g_clear_pointer (&self->operation, hlc_operation_unref);
  self->operation = operation != NULL ? hlc_operation_ref (operation) : NULL;
  hlc_remote_card_update (self);
}

/** hlc_remote_card_get_text: Returns: (transfer none) (nullable): what it says */
const char *
hlc_remote_card_get_text (HlcRemoteCard *self)
{
  g_return_val_if_fail (HLC_IS_REMOTE_CARD (self), NULL);

  return gtk_widget_get_visible (GTK_WIDGET (self)) ? hlc_notice_get_text (self->notice) : NULL;
}
