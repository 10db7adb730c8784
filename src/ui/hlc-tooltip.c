/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-tooltip.h"

/**
 * hlc_tooltip_set:
 * @widget: shows an icon and no text
 * @text: what it does or means
 *
 * Sets the tooltip and the name for assistive technology: GTK calls a button that shows only an image after the image's
 * class, whatever its tooltip says.
 */
void
hlc_tooltip_set (GtkWidget *widget, const char *text)
{
  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (text != NULL);

  gtk_widget_set_tooltip_text (widget, text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
}

/**
 * hlc_tooltip_name_dropdown:
 * @button: with a tooltip for its menu
 *
 * Names the half of a split button that opens its menu, which libadwaita leaves without a name.
 */
void
hlc_tooltip_name_dropdown (AdwSplitButton *button)
{
  g_autofree char *text = NULL;

  g_return_if_fail (ADW_IS_SPLIT_BUTTON (button));

  /* What it lends is the tooltip of the widget that is named below. */
  text = g_strdup (adw_split_button_get_dropdown_tooltip (button));
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (button)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      if (!GTK_IS_MENU_BUTTON (child))
        continue;

      hlc_tooltip_set (child, text);
    }
}

/**
 * hlc_tooltip_name_drop_down:
 * @drop_down: has a label for assistive technology
 * @name: the same label
 *
 * Names the button in a drop down, which has the keyboard in its place and which GTK leaves without a name.
 */
void
hlc_tooltip_name_drop_down (GtkDropDown *drop_down, const char *name)
{
  g_return_if_fail (GTK_IS_DROP_DOWN (drop_down));
  g_return_if_fail (name != NULL);

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (drop_down)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      if (GTK_IS_TOGGLE_BUTTON (child))
        gtk_accessible_update_property (GTK_ACCESSIBLE (child), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
    }
}
