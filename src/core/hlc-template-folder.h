/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hlc-template.h"

G_BEGIN_DECLS

/** The most templates that are read of a folder. */
#define HLC_TEMPLATE_FOLDER_MAX 1000

/** HlcTemplateDamage: a file that is no template. @file: its name; @reason: a sentence. Plain data. */
typedef struct
{
  char *file;
  char *reason;
} HlcTemplateDamage;

/*
 * The developer's own templates: one file NAME.json each, in a folder. Files and not rows of the database, for a
 * template is a text that is edited, shared with a team and kept under version control; the file system keeps names
 * unique; a damaged file loses only itself; and the command line reads them without a running console.
 * These functions read and write files: not on the main thread where that would be seen.
 */
char *hlc_template_folder_dup_path (const char *data_dir) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *hlc_template_folder_list (const char *folder, GPtrArray **damaged) G_GNUC_WARN_UNUSED_RESULT;
HlcTemplate *hlc_template_folder_find (const char *folder,
                                       const char *name,
                                       GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean hlc_template_folder_save (const char *folder,
                                   HlcTemplate *template,
                                   gboolean replace,
                                   GError **error);
gboolean hlc_template_folder_remove (const char *folder, const char *name, GError **error);
gboolean hlc_template_folder_rename (const char *folder,
                                     const char *name,
                                     const char *new_name,
                                     GError **error);

G_END_DECLS
