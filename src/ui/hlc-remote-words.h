/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hlc-form-problem.h"
#include "hlc-operation.h"

G_BEGIN_DECLS

/**
 * HlcRemoteView:
 * @base: (nullable): the remote API that is set
 * @problem: (nullable): why it is not asked, or what came of asking it
 * @gone: (nullable): why it is not asked for this operation any more
 * @wait: until it is asked again, in microseconds; 0 while it is, -1 where it will not be
 *
 * What is known of a remote API. Plain data, lent.
 */
typedef struct
{
  const char *base;
  const char *problem;
  const char *gone;
  gint64 wait;
} HlcRemoteView;

/** The form's field that says where an operation is created. */
#define HLC_FIELD_TARGET "target"

/* Remote APIs in words. Pure. */
char *hlc_words_remote (HlcOperation *operation,
                        const HlcRemoteView *view,
                        gboolean *is_problem) G_GNUC_WARN_UNUSED_RESULT;
void hlc_words_add_remote_problem (GPtrArray *problems, const GError *error);
char *hlc_words_remote_connected (const char *project, const char *organization) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
