/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hlc-template.h"

G_BEGIN_DECLS

/**
 * HlcTemplateShelf:
 *
 * The templates that there are, those that come with the console and the developer's own, read and changed on worker
 * threads. Main thread.
 *
 * Signal: HlcTemplateShelf::changed: they were read, or read anew.
 */
#define HLC_TYPE_TEMPLATE_SHELF (hlc_template_shelf_get_type ())
G_DECLARE_FINAL_TYPE (HlcTemplateShelf, hlc_template_shelf, HLC, TEMPLATE_SHELF, GObject)

/** HlcTemplateTexts: what a template is called and what people read of it. */
typedef struct
{
  const char *name;
  const char *title;
  const char *description;
} HlcTemplateTexts;

HlcTemplateShelf *hlc_template_shelf_new (const char *data_dir) G_GNUC_WARN_UNUSED_RESULT;
void hlc_template_shelf_load (HlcTemplateShelf *self);
GPtrArray *hlc_template_shelf_get_templates (HlcTemplateShelf *self);
GPtrArray *hlc_template_shelf_get_damaged (HlcTemplateShelf *self);
void hlc_template_shelf_save_async (HlcTemplateShelf *self,
                                    HlcTemplate *template,
                                    const HlcTemplateTexts *texts,
                                    gboolean replace,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
void hlc_template_shelf_remove_async (HlcTemplateShelf *self,
                                      const char *name,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
void hlc_template_shelf_rename_async (HlcTemplateShelf *self,
                                      const char *name,
                                      const char *new_name,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
gboolean hlc_template_shelf_change_finish (HlcTemplateShelf *self, GAsyncResult *result, GError **error);

G_END_DECLS
