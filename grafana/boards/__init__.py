"""The five boards, from the whole to the detail."""

from boards import coordination, hierarchy, overview, performance, service

ALL = [overview.board, hierarchy.board, coordination.board, performance.board, service.board]
