/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-file-limit.h"

#include <errno.h>
#include <sys/resource.h>

/**
 * hlc_file_limit_raise:
 *
 * Raises this process's limit of open files to the highest that the system allows it, since each connection needs
 * one. Call it first thing in main(). That it fails is logged and else harmless.
 */
void
hlc_file_limit_raise (void)
{
  struct rlimit limit;

  if (getrlimit (RLIMIT_NOFILE, &limit) != 0)
    return;

  limit.rlim_cur = limit.rlim_max;
  if (setrlimit (RLIMIT_NOFILE, &limit) != 0)
    g_info ("The limit of open files stays as it is: %s", g_strerror (errno));
}
