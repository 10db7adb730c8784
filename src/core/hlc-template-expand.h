/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hlc-template.h"

G_BEGIN_DECLS

/**
 * HlcTemplateInput:
 * @now: microseconds since the epoch, UTC
 * @make_token: (nullable): makes random characters that are safe in ids; by default hlc_random_token()
 * @user_data: for @make_token
 * @values: (nullable) (element-type utf8 utf8): values that are not to be the default ones, by name
 * @numbers: (nullable) (element-type utf8 gint64): the next number of each scheme that hlc_template_list_schemes()
 *   names; 1 for one that is not there
 *
 * What a template is filled in with.
 */
typedef struct
{
  gint64 now;
  char *(*make_token) (gpointer user_data);
  gpointer user_data;
  GHashTable *values;
  GHashTable *numbers;
} HlcTemplateInput;

/**
 * HlcTemplateOutput:
 * @drafts: (element-type HlcOperationDraft): what is to be created, in order; each bears its step's name
 * @event: (nullable): what is to be sent
 * @form: (nullable): what it was composed of, where it was
 *
 * What became of a template.
 */
typedef struct
{
  GPtrArray *drafts;
  HlcEventDraft *event;
  HlcEventForm *form;
} HlcTemplateOutput;

char **hlc_template_list_schemes (HlcTemplate *self, GHashTable *values) G_GNUC_WARN_UNUSED_RESULT;
HlcTemplateOutput *hlc_template_expand (HlcTemplate *self,
                                        const HlcTemplateInput *input,
                                        GError **error) G_GNUC_WARN_UNUSED_RESULT;
void hlc_template_output_free (HlcTemplateOutput *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HlcTemplateOutput, hlc_template_output_free)

G_END_DECLS
