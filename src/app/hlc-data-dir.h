/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _HlcDataDir HlcDataDir;

/*
 * The directory that holds everything the console keeps, owned by one process at a time through a lock that the
 * kernel drops when the process dies. Main thread.
 */
char *hlc_data_dir_dup_default (void) G_GNUC_WARN_UNUSED_RESULT;
HlcDataDir *hlc_data_dir_open (const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void hlc_data_dir_free (HlcDataDir *self);
const char *hlc_data_dir_get_path (HlcDataDir *self);
gboolean hlc_data_dir_is_locked (const char *path);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HlcDataDir, hlc_data_dir_free)

G_END_DECLS
