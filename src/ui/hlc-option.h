/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hlc-json-document.h"
#include "hlc-operation.h"

G_BEGIN_DECLS

/**
 * HlcOption:
 * @label: its title, or its name: one line, plain, deceptive characters visible
 * @description: (nullable): likewise, on several lines
 * @text: what choosing it sends, or what is edited first: `prompt_fill`, or what comes nearest to it
 * @interactive: whether the human edits the text before it is sent
 *
 * One of the answers that an agent offers (ResponseOption of the protocol). Plain data.
 */
typedef struct
{
  char *name;
  char *label;
  char *description;
  char *text;
  gboolean interactive;
} HlcOption;

GPtrArray *hlc_option_read_all (HlcJsonDocument *spec, HlcOperationKind kind) G_GNUC_WARN_UNUSED_RESULT;
const HlcOption *hlc_option_find (GPtrArray *options, const char *name);
void hlc_option_free (HlcOption *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HlcOption, hlc_option_free)

G_END_DECLS
