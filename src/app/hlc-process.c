/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-process.h"

#include <errno.h>
#include <sys/resource.h>

/* Sets the soft limit of @resource, never above the hard one. */
static void
set_soft_limit (int resource, rlim_t soft)
{
  struct rlimit limit;

  if (getrlimit (resource, &limit) != 0)
    return;

  limit.rlim_cur = MIN (soft, limit.rlim_max);
  if (setrlimit (resource, &limit) != 0)
    g_debug ("Cannot set resource limit %d: %s", resource, g_strerror (errno));
}

/**
 * hlc_process_set_limits:
 *
 * Raises the number of open files to what the process may have, since each connection is one, and allows no core
 * dump, which would hold secrets. For the whole process; main thread.
 */
void
hlc_process_set_limits (void)
{
  set_soft_limit (RLIMIT_NOFILE, RLIM_INFINITY);
  set_soft_limit (RLIMIT_CORE, 0);
}
