/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-backlog-card.h"

#include <glib/gi18n-lib.h>

#include "hlc-endpoint-words.h"
#include "hlc-notice.h"
#include "hlc-wrap-layout.h"

struct _HlcBacklogCard
{
  AdwBin parent_instance;

  HlcNotice *notice;
  GtkWidget *all_button;
  GtkWidget *newest_button;
  GtkWidget *discard_button;
};

G_DEFINE_FINAL_TYPE (HlcBacklogCard, hlc_backlog_card, ADW_TYPE_BIN)

static void
hlc_backlog_card_class_init (HlcBacklogCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (HLC_TYPE_NOTICE);
  g_type_ensure (HLC_TYPE_WRAP_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/humanlayer/Console/ui/hlc-backlog-card.ui");
  gtk_widget_class_bind_template_child (widget_class, HlcBacklogCard, notice);
  gtk_widget_class_bind_template_child (widget_class, HlcBacklogCard, all_button);
  gtk_widget_class_bind_template_child (widget_class, HlcBacklogCard, newest_button);
  gtk_widget_class_bind_template_child (widget_class, HlcBacklogCard, discard_button);
}

static void
hlc_backlog_card_init (HlcBacklogCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
set_release (GtkWidget *button, HlcForwardRule *rule, HlcRelease release)
{
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "(xs)", rule->id,
                                    hlc_release_to_string (release));
}

/**
 * hlc_backlog_card_new:
 * @rule: a rule that asks
 * @endpoint: (nullable): where it forwards to
 *
 * Returns: (transfer floating): the question
 */
GtkWidget *
hlc_backlog_card_new (HlcForwardRule *rule, HlcEndpoint *endpoint)
{
  HlcAppearance appearance = { "dialog-question-symbolic", _ ("Send What Has Piled Up?"), "warning" };
  HlcBacklogCard *self = NULL;
  g_autofree char *words = NULL;

  g_return_val_if_fail (rule != NULL, NULL);

  self = g_object_new (HLC_TYPE_BACKLOG_CARD, NULL);
  words = hlc_words_backlog (rule->waiting, endpoint != NULL ? endpoint->url : NULL);
  hlc_notice_say (self->notice, &appearance, words);
  set_release (self->all_button, rule, HLC_RELEASE_ALL);
  set_release (self->newest_button, rule, HLC_RELEASE_NEWEST);
  set_release (self->discard_button, rule, HLC_RELEASE_DISCARD);

  return GTK_WIDGET (self);
}
