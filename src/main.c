/* SPDX-License-Identifier: Apache-2.0 */
#include <glib/gi18n.h>
#include <locale.h>

#include "hlc-command-line.h"
#include "hlc-config.h"

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, HLC_LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  return hlc_command_line_run (argc, argv, NULL);
}
