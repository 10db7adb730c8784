/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hlc-request.h"
#include "hlc-shape.h"

G_BEGIN_DECLS

/**
 * HlcApiBodyFunc:
 * @body: a body that is JSON
 * @user_data: what was given; nothing else touches it meanwhile
 * @problems: (element-type HlcProblem): where what is wrong is added
 *
 * Reads a body, perhaps on a worker thread.
 *
 * Returns: (transfer full) (nullable): what it says, or %NULL when there are problems
 */
typedef gpointer (*HlcApiBodyFunc) (HlcJsonValue body, gpointer user_data, GPtrArray *problems);

void hlc_api_body_read_async (HlcRequest *request,
                              HlcApiBodyFunc func,
                              GDestroyNotify result_free,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
gpointer hlc_api_body_read_finish (HlcRequest *request, GAsyncResult *result) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
