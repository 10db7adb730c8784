/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-core-dump.h"

#include <errno.h>
#include <sys/resource.h>

/**
 * hlc_core_dump_forbid:
 *
 * Lets a crash of this process leave no core dump, which would hold its secrets. Before secrets are read; whoever
 * debugs can raise the limit again from outside. That it fails is logged and else harmless.
 */
void
hlc_core_dump_forbid (void)
{
  struct rlimit limit;

  if (getrlimit (RLIMIT_CORE, &limit) != 0)
    return;

  limit.rlim_cur = 0;
  if (setrlimit (RLIMIT_CORE, &limit) != 0)
    g_info ("The limit of core dumps stays as it is: %s", g_strerror (errno));
}
