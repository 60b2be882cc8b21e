"""What stands in a column of choices, named so that the catalogues hold its English.

Rooms keep the Chinese word with the choice; a page shows it by ``{% translate row.get_kind_display %}``.
"""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

WORDS = (
    # rechecks
    _("等待"), _("已完成"), _("文件未到"), _("文件退回"),
    # approvals
    _("初审意见"), _("县级审核意见"), _("拟给予"), _("拟不予"), _("给予"), _("不予"),
    # verification, surveys
    _("屏幕签名"), _("纸质签署"), _("按指印"), _("调查完成"), _("拒不配合"), _("家中无人"), _("入户"), _("电话"), _("视频"),
    _("窗口登记"), _("本人在网上撤回"), _("接口登记"),
    _("窗口当面"), _("入户当面"), _("电话"), _("送达纸质报告"), _("说明"), _("异议"), _("窗口"), _("入户时"), _("书面"),
    _("已更正"), _("核实无误"), _("不予受理"),
    # publicity
    _("初审公示"), _("审批公示"), _("结果公示"), _("决定公布"), _("认可"), _("不认可"),
    # entitlements
    _("增发"), _("减发"), _("停发"), _("渐退"), _("维持"),
    # documents: how a paper was delivered
    _("直接送达"), _("留置送达"), _("村（居）民委员会转交"), _("邮寄送达"), _("电子送达"), _("公告送达"),
)  # fmt: skip
