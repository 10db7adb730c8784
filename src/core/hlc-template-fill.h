/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hlc-operation-form.h"
#include "hlc-store.h"
#include "hlc-template-expand.h"

G_BEGIN_DECLS

/**
 * HlcTemplateFilling:
 * @output: what becomes of the template
 * @titles: (element-type utf8): of each of its operations, one line for people
 * @values: (element-type HlcTemplateValue): what may be set, with the defaults
 * @form: (nullable): of a template of one operation, what it is composed from: without the ids that are yet to be made,
 *   and with the scheme where it follows one
 *
 * A template with its values and numbers in place. Plain data.
 */
typedef struct
{
  HlcTemplateOutput *output;
  GPtrArray *titles;
  GPtrArray *values;
  HlcOperationForm *form;
} HlcTemplateFilling;

void hlc_template_fill_async (HlcTemplate *self,
                              HlcStore *store,
                              GHashTable *values,
                              gint64 now,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
HlcTemplateFilling *hlc_template_fill_finish (HlcStore *store,
                                              GAsyncResult *result,
                                              GError **error) G_GNUC_WARN_UNUSED_RESULT;
void hlc_template_filling_free (HlcTemplateFilling *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HlcTemplateFilling, hlc_template_filling_free)

G_END_DECLS
