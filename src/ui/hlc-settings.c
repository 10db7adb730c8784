/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-settings.h"

/**
 * hlc_settings_new:
 *
 * Returns: (transfer full) (nullable): the window's settings; %NULL without an installed schema, as in a run from the
 *   build directory: then everything keeps its default
 */
GSettings *
hlc_settings_new (void)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) schema =
      source != NULL ? g_settings_schema_source_lookup (source, HLC_APPLICATION_ID, TRUE) : NULL;

  return schema != NULL ? g_settings_new_full (schema, NULL, NULL) : NULL;
}
