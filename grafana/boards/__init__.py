"""The six boards, from the whole to the detail."""

from boards import coordination, hierarchy, overview, performance, security, service

ALL = [overview.board, hierarchy.board, coordination.board, performance.board, security.board, service.board]
