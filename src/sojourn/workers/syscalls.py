"""The system calls that a worker may not make, by their numbers on the two processors that the filter knows."""

from __future__ import annotations

_REFUSED = """
# reach the network
socket=41/198 socketpair=53/199 connect=42/203 bind=49/200 listen=50/201 accept=43/202 accept4=288/242 sendto=44/206
sendmsg=46/211 sendmmsg=307/269 recvmmsg=299/243
# start or look into processes
fork=57/- vfork=58/- execve=59/221 execveat=322/281 ptrace=101/117 process_vm_readv=310/270 process_vm_writev=311/271
process_madvise=440/440 kcmp=312/272 pidfd_open=434/434 pidfd_getfd=438/438 pidfd_send_signal=424/424
process_mrelease=448/448 setpgid=109/154 rt_sigqueueinfo=129/138 rt_tgsigqueueinfo=297/240 tkill=200/130
# go around this list
io_uring_setup=425/425 io_uring_enter=426/426 io_uring_register=427/427 seccomp=317/277 bpf=321/280
perf_event_open=298/241 userfaultfd=323/282 personality=135/92 modify_ldt=154/- uselib=134/-
# change files
creat=85/- mkdir=83/- mkdirat=258/34 rmdir=84/- unlink=87/- unlinkat=263/35 rename=82/- renameat=264/38
renameat2=316/276 link=86/- linkat=265/37 symlink=88/- symlinkat=266/36 mknod=133/- mknodat=259/33 chmod=90/-
fchmod=91/52 fchmodat=268/53 fchmodat2=452/452 chown=92/- lchown=94/- fchown=93/55 fchownat=260/54 truncate=76/45
ftruncate=77/46 fallocate=285/47 utime=132/- utimes=235/- utimensat=280/88 futimesat=261/- setxattr=188/5
lsetxattr=189/6 fsetxattr=190/7 setxattrat=463/463 removexattrat=466/466 file_setattr=469/469 removexattr=197/14
lremovexattr=198/15 fremovexattr=199/16 name_to_handle_at=303/264 open_by_handle_at=304/265 memfd_create=319/279
memfd_secret=447/447 fanotify_init=300/262 fanotify_mark=301/263 copy_file_range=326/285 sync=162/81 syncfs=306/267
# change the system
mount=165/40 umount2=166/39 pivot_root=155/41 chroot=161/51 unshare=272/97 setns=308/268 open_tree=428/428
open_tree_attr=467/467 move_mount=429/429 fsopen=430/430 fsconfig=431/431 fsmount=432/432 fspick=433/433
mount_setattr=442/442 init_module=175/105 finit_module=313/273 delete_module=176/106 kexec_load=246/104
kexec_file_load=320/294 reboot=169/142 swapon=167/224 swapoff=168/225 sethostname=170/161 setdomainname=171/162
settimeofday=164/170 clock_settime=227/112 clock_adjtime=305/266 adjtimex=159/171 acct=163/89 quotactl=179/60
quotactl_fd=443/443 syslog=103/116 iopl=172/- ioperm=173/- vhangup=153/58 nfsservctl=180/42 add_key=248/217
request_key=249/218 keyctl=250/219 setuid=105/146 setgid=106/144 setreuid=113/145 setregid=114/143 setresuid=117/147
setresgid=119/149 setgroups=116/159 setfsuid=122/151 setfsgid=123/152 capset=126/91 setpriority=141/140
ioprio_set=251/30 lsm_set_self_attr=460/460 sched_setaffinity=203/122 migrate_pages=256/238 move_pages=279/239
sched_setscheduler=144/119 sched_setattr=314/274 sched_setparam=142/118
# speak to other processes through the kernel
shmget=29/194 shmat=30/196 shmctl=31/195 semget=64/190 semop=65/193 semctl=66/191 semtimedop=220/192 msgget=68/186
msgsnd=69/189 msgrcv=70/188 msgctl=71/187 mq_open=240/180 mq_unlink=241/181 mq_timedsend=242/182
mq_timedreceive=243/183 mq_notify=244/184
"""
"""Name, number on x86-64 and number on 64-bit ARM; ``-`` where a processor does not have it."""

MACHINES = {"x86_64": (0, 0xC000003E), "aarch64": (1, 0xC00000B7)}
"""By the name that the system gives the processor: which of two numbers is meant, and how the kernel calls it."""

_CHECKED = {
    "open": (2, -1),
    "openat": (257, 56),
    "openat2": (437, 437),
    "clone": (56, 220),
    "clone3": (435, 435),
    "kill": (62, 129),
    "tgkill": (234, 131),
    "prlimit64": (302, 261),
    "ioctl": (16, 29),
    "seccomp": (317, 277),
    "capset": (126, 91),
}
"""System calls that the filter looks at more closely, or that are made to set it up."""


def number(name: str, machine: str) -> int:
    """The number of a system call that is looked at more closely; -1 where the processor does not have it."""
    return _CHECKED[name][MACHINES[machine][0]]


def refused(machine: str) -> list[int]:
    """The numbers of the system calls that are refused whatever their arguments."""
    numbers = []
    for line in _REFUSED.splitlines():
        for entry in [] if line.startswith("#") else line.split():
            found = entry.partition("=")[2].split("/")[MACHINES[machine][0]]
            if found != "-":
                numbers.append(int(found))
    return sorted(numbers)
