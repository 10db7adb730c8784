/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hlc-api.h"
#include "hlc-request.h"

G_BEGIN_DECLS

/* Answers a request; @argument is the path's last segment, decoded, where the pattern ends in an asterisk. */
typedef void (*HlcApiHandler) (HlcApi *api, HlcRequest *request, const char *argument);

/**
 * HlcApiRoute:
 * @pattern: a path; one that ends in "/" and an asterisk stands for any last segment
 * @is_open: no token is asked for
 */
typedef struct
{
  const char *method;
  const char *pattern;
  gboolean is_open;
  HlcApiHandler handler;
} HlcApiRoute;

const HlcApiRoute *hlc_api_console_get_routes (guint *n_routes);

void hlc_api_keys_list (HlcApi *api, HlcRequest *request, const char *argument);
void hlc_api_keys_add (HlcApi *api, HlcRequest *request, const char *argument);
void hlc_api_keys_remove (HlcApi *api, HlcRequest *request, const char *argument);

HlcStore *hlc_api_get_store (HlcApi *self);
GBytes *hlc_api_get_info (HlcApi *self);
void hlc_api_add_stream (HlcApi *self, HlcRequest *request);

G_END_DECLS
