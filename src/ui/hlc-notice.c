/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-notice.h"

#include <glib/gi18n-lib.h>

#include "hlc-announce.h"
#include "hlc-visible-text.h"

struct _HlcNotice
{
  GtkWidget parent_instance;

  GtkImage *icon;
  GtkLabel *title;
  GtkLabel *text;
};

G_DEFINE_FINAL_TYPE (HlcNotice, hlc_notice, GTK_TYPE_WIDGET)

static void
hlc_notice_dispose (GObject *object)
{
  GtkWidget *child = NULL;

  gtk_widget_dispose_template (GTK_WIDGET (object), HLC_TYPE_NOTICE);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (hlc_notice_parent_class)->dispose (object);
}

static void
hlc_notice_class_init (HlcNoticeClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hlc_notice_dispose;

  gtk_widget_class_set_css_name (widget_class, "notice");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_ALERT);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/humanlayer/Console/ui/hlc-notice.ui");
  gtk_widget_class_bind_template_child (widget_class, HlcNotice, icon);
  gtk_widget_class_bind_template_child (widget_class, HlcNotice, title);
  gtk_widget_class_bind_template_child (widget_class, HlcNotice, text);
}

static void
hlc_notice_init (HlcNotice *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * hlc_notice_say:
 * @appearance: its icon, its heading and its colour
 * @text: (nullable): plain text from anywhere
 *
 * Shows the card.
 */
void
hlc_notice_say (HlcNotice *self, const HlcAppearance *appearance, const char *text)
{
  const char *classes[] = { appearance->css_class, NULL };
  g_autofree char *visible = hlc_visible_text (text != NULL ? text : "", -1, HLC_VISIBLE_KEEP_LINES);

  g_return_if_fail (HLC_IS_NOTICE (self));

  gtk_image_set_from_icon_name (self->icon, appearance->icon_name);
  gtk_label_set_text (self->title, appearance->word);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, appearance->word, -1);
  gtk_label_set_text (self->text, visible);
  gtk_widget_set_visible (GTK_WIDGET (self->text), *visible != '\0');
  gtk_widget_set_css_classes (GTK_WIDGET (self), classes);
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
}

/**
 * hlc_notice_announce:
 *
 * Has a screen reader say what the card shows: something that was asked for was not done. After the focus went where one
 * can mend it: going there ends what was said before. Nothing is said while the card is hidden.
 */
void
hlc_notice_announce (HlcNotice *self)
{
  g_autofree char *words = NULL;

  g_return_if_fail (HLC_IS_NOTICE (self));

  if (!gtk_widget_get_visible (GTK_WIDGET (self)))
    return;

  /* Translators: what happened, and more about it. */
  words = g_strdup_printf (_ ("%s: %s"), gtk_label_get_text (self->title), gtk_label_get_text (self->text));
  hlc_announce (GTK_WIDGET (self), words, HLC_URGENCY_PROBLEM);
}

/**
 * hlc_notice_warn:
 * @appearance: its icon, its heading and its colour
 * @text: plain text from anywhere
 *
 * Shows the card and has a screen reader say it: something that was asked for was not done.
 */
void
hlc_notice_warn (HlcNotice *self, const HlcAppearance *appearance, const char *text)
{
  g_return_if_fail (HLC_IS_NOTICE (self));

  hlc_notice_say (self, appearance, text);
  hlc_notice_announce (self);
}

/** hlc_notice_hush: hides the card */
void
hlc_notice_hush (HlcNotice *self)
{
  g_return_if_fail (HLC_IS_NOTICE (self));

  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

/**
 * hlc_notice_show_problem:
 * @heading: translated: what is not done, as "Not Saved"
 * @problem: (nullable): plain text from anywhere, why not; %NULL hides the card
 *
 * Shows it in the colour of errors, and disturbs nobody: also while one writes.
 */
void
hlc_notice_show_problem (HlcNotice *self, const char *heading, const char *problem)
{
  HlcAppearance appearance = { "dialog-warning-symbolic", heading, "error" };

  if (problem != NULL)
    hlc_notice_say (self, &appearance, problem);
  else
    hlc_notice_hush (self);
}

/**
 * hlc_notice_set_problem:
 * @heading: translated: what was not done, as "Not Saved"
 * @problem: (nullable): plain text from anywhere, why not; %NULL hides the card
 *
 * Shows it as hlc_notice_show_problem() does, and has a screen reader say it.
 */
void
hlc_notice_set_problem (HlcNotice *self, const char *heading, const char *problem)
{
  hlc_notice_show_problem (self, heading, problem);
  hlc_notice_announce (self);
}

/** hlc_notice_get_text: Returns: (transfer none): its sentences */
const char *
hlc_notice_get_text (HlcNotice *self)
{
  g_return_val_if_fail (HLC_IS_NOTICE (self), NULL);

  return gtk_label_get_text (self->text);
}
