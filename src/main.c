/* SPDX-License-Identifier: Apache-2.0 */
#include <glib/gi18n.h>
#include <locale.h>

#include "hlc-application.h"
#include "hlc-command-line.h"
#include "hlc-config.h"

/* Where the catalogues are: a run from the build directory names its own, since nothing is installed. */
static const char *
get_locale_dir (void)
{
  const char *directory = g_getenv ("HLC_LOCALE_DIR");

  return directory != NULL && g_path_is_absolute (directory) ? directory : HLC_LOCALE_DIR;
}

static int
open_window (const HlcConsoleOptions *options, int argc, char **argv)
{
  g_autoptr (HlcApplication) application = NULL;

  if (!gtk_init_check ())
    return HLC_NO_DISPLAY;

  application = hlc_application_new (options);
  return g_application_run (G_APPLICATION (application), argc, argv);
}

int
main (int argc, char **argv)
{
  /* HTTP/2 is code that nothing here needs. libsoup asks the environment, which may be changed only before there are
   * threads. */
  g_setenv ("SOUP_FORCE_HTTP1", "1", TRUE);

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, get_locale_dir ());
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  return hlc_command_line_run (argc, argv, open_window);
}
