/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-ui.h"

#include <gtksourceview/gtksource.h>

#include "hlc-ui-resources.h"

/**
 * hlc_ui_init:
 *
 * Makes the templates, icons and styles of this library known. They are not found by themselves in a static library:
 * nothing refers to their object file. To be called before a widget of ours is made; again does nothing.
 */
void
hlc_ui_init (void)
{
  static gsize is_done = 0;

  if (!g_once_init_enter (&is_done))
    return;

  g_resources_register (hlc_ui_get_resource ());
  gtk_source_init ();
  g_once_init_leave (&is_done, 1);
}
