/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hlc-json-document.h"

G_BEGIN_DECLS

char *hlc_operation_title_for_call (const char *fn, HlcJsonValue kwargs) G_GNUC_WARN_UNUSED_RESULT;
char *hlc_operation_title_for_contact (const char *subject, const char *msg) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
