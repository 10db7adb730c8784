/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-code-colors.h"

#include <adwaita.h>

/* The numbers of lines are pale in every scheme. Without one they and the code have the colour of the window's text. */
static void
update_cb (GtkSourceBuffer *buffer)
{
  AdwStyleManager *style = adw_style_manager_get_default ();
  GtkSourceStyleSchemeManager *schemes = gtk_source_style_scheme_manager_get_default ();
  GtkSourceStyleScheme *scheme = NULL;

  if (!adw_style_manager_get_high_contrast (style))
    scheme = gtk_source_style_scheme_manager_get_scheme (schemes, adw_style_manager_get_dark (style)
                                                                      ? "Adwaita-dark"
                                                                      : "Adwaita");

  gtk_source_buffer_set_style_scheme (buffer, scheme);
}

/**
 * hlc_code_colors_follow:
 * @buffer: code
 *
 * Colours it as the window is, light or dark, now and when that changes. In high contrast it has no colours.
 */
void
hlc_code_colors_follow (GtkSourceBuffer *buffer)
{
  AdwStyleManager *style = adw_style_manager_get_default ();

  g_return_if_fail (GTK_SOURCE_IS_BUFFER (buffer));

  g_signal_connect_object (style, "notify::dark", G_CALLBACK (update_cb), buffer, G_CONNECT_SWAPPED);
  g_signal_connect_object (style, "notify::high-contrast", G_CALLBACK (update_cb), buffer, G_CONNECT_SWAPPED);
  update_cb (buffer);
}
