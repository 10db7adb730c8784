/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hlc-command-query.h"

G_BEGIN_DECLS

#define HLC_MESSAGES_PATH "/messages"

void hlc_command_print_message (HlcJsonValue message);

G_END_DECLS
