/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <gio/gio.h>

#include "hlc-store.h"

G_BEGIN_DECLS

/**
 * HlcSearchProvider:
 *
 * Lets the desktop's search find operations that wait (the D-Bus interface org.gnome.Shell.SearchProvider2). Answers
 * nothing while no console runs: a search must not open ports. Main thread.
 *
 * What is chosen activates app.show-operation (s); the search as a whole, app.show-pending.
 */
#define HLC_TYPE_SEARCH_PROVIDER (hlc_search_provider_get_type ())
G_DECLARE_FINAL_TYPE (HlcSearchProvider, hlc_search_provider, HLC, SEARCH_PROVIDER, GObject)

HlcSearchProvider *hlc_search_provider_new (GApplication *application) G_GNUC_WARN_UNUSED_RESULT;
gboolean hlc_search_provider_export (HlcSearchProvider *self,
                                     GDBusConnection *connection,
                                     const char *path,
                                     GError **error);
void hlc_search_provider_unexport (HlcSearchProvider *self);
void hlc_search_provider_set_store (HlcSearchProvider *self, HlcStore *store);

G_END_DECLS
