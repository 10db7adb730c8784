/* SPDX-License-Identifier: Apache-2.0 */
#include <adwaita.h>
#include <math.h>

#include "hlc-code-colors.h"
#include "hlc-ui.h"

/* How much of the colour behind it a tint has, and a row that is selected. */
#define TINT 0.12
#define SELECTED 0.1

static const char *const texts[][2] = {
  { "hlc_success_text", "success_color" },
  { "hlc_warning_text", "warning_color" },
  { "hlc_error_text", "error_color" },
  { "hlc_accent_text", "accent_color" },
};

static const char *const backgrounds[] = { "window_bg_color", "view_bg_color", "card_bg_color" };

static GdkRGBA
look_up (GtkWidget *widget, const char *name)
{
  GdkRGBA color = { 0 };

  G_GNUC_BEGIN_IGNORE_DEPRECATIONS
  g_assert_true (gtk_style_context_lookup_color (gtk_widget_get_style_context (widget), name, &color));
  G_GNUC_END_IGNORE_DEPRECATIONS

  return color;
}

static GdkRGBA
lay_over (GdkRGBA top, double alpha, GdkRGBA bottom)
{
  double a = top.alpha * alpha;

  return (GdkRGBA){ (float) (top.red * a + bottom.red * (1 - a)),
                    (float) (top.green * a + bottom.green * (1 - a)),
                    (float) (top.blue * a + bottom.blue * (1 - a)), 1 };
}

static double
linear (double value)
{
  return value <= 0.03928 ? value / 12.92 : pow ((value + 0.055) / 1.055, 2.4);
}

static double
get_luminance (GdkRGBA color)
{
  return 0.2126 * linear (color.red) + 0.7152 * linear (color.green) + 0.0722 * linear (color.blue);
}

/* WCAG 2.1, contrast ratio. */
static double
get_contrast (GdkRGBA one, GdkRGBA other)
{
  double a = get_luminance (one);
  double b = get_luminance (other);

  return (MAX (a, b) + 0.05) / (MIN (a, b) + 0.05);
}

static void
check_text (GtkWidget *widget, const char *const names[2], GdkRGBA background)
{
  GdkRGBA text = look_up (widget, names[0]);
  GdkRGBA behind[] = { background, lay_over (look_up (widget, names[1]), TINT, background),
                       lay_over (look_up (widget, "window_fg_color"), SELECTED, background) };

  for (guint i = 0; i < G_N_ELEMENTS (behind); i++)
    {
      double contrast = get_contrast (lay_over (text, 1, behind[i]), behind[i]);

      g_test_message ("%s on background %u: %.2f", names[0], i, contrast);
      g_assert_cmpfloat (contrast, >=, 4.5);
    }
}

/* Words of a colour are read on every background of the window, on a tint of their colour, and on a selected row. */
static void
test_texts (gconstpointer user_data)
{
  g_autoptr (GtkCssProvider) provider = gtk_css_provider_new ();
  GtkWidget *window = NULL;
  GdkRGBA below;

  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), GPOINTER_TO_INT (user_data));
  gtk_css_provider_load_from_resource (provider, "/org/humanlayer/Console/style.css");
  gtk_style_context_add_provider_for_display (gdk_display_get_default (), GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
  window = gtk_window_new ();
  below = look_up (window, "window_bg_color");

  for (guint i = 0; i < G_N_ELEMENTS (backgrounds); i++)
    for (guint j = 0; j < G_N_ELEMENTS (texts); j++)
      check_text (window, texts[j], lay_over (look_up (window, backgrounds[i]), 1, below));

  gtk_window_destroy (GTK_WINDOW (window));
  gtk_style_context_remove_provider_for_display (gdk_display_get_default (), GTK_STYLE_PROVIDER (provider));
}

/* The colours of code, and of the numbers of its lines, are pale: in high contrast, with which this runs too, there are none. */
static void
test_code (void)
{
  g_autoptr (GtkSourceBuffer) buffer = gtk_source_buffer_new (NULL);
  GtkSourceStyleScheme *scheme = NULL;

  hlc_code_colors_follow (buffer);
  scheme = gtk_source_buffer_get_style_scheme (buffer);
  if (adw_style_manager_get_high_contrast (adw_style_manager_get_default ()))
    g_assert_null (scheme);
  else
    g_assert_true (g_str_has_prefix (gtk_source_style_scheme_get_id (scheme), "Adwaita"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  hlc_ui_init ();

  g_test_add_data_func ("/contrast/light", GINT_TO_POINTER (ADW_COLOR_SCHEME_FORCE_LIGHT), test_texts);
  g_test_add_data_func ("/contrast/dark", GINT_TO_POINTER (ADW_COLOR_SCHEME_FORCE_DARK), test_texts);
  g_test_add_func ("/contrast/code", test_code);

  return g_test_run ();
}
