"""What is refused about connections to departments."""

from jiuzhu.values.refusals import Refusal


class NoSuchConnection(Refusal):
    code = "verification.no-such-connection"
    zh = "没有名为“{key}”的部门连接。"
    en = "There is no connection “{key}”."


class ConnectionFixed(Refusal):
    code = "verification.connection-fixed"
    zh = "约定好的连接不能修改，只能结束一次。"
    en = "A connection is not changed, only ended, and once."
    next_zh = "请结束它，再开通新的连接。"
    next_en = "End it and open another one."


class SourceConnected(Refusal):
    code = "verification.source-connected"
    zh = "这些来源中有的已由连接“{connection}”查询，一个来源同一天只向一处查询。"
    en = "One of these sources is asked through “{connection}” already; a source has one connection a day."
    next_zh = "请先结束原来的连接。"
    next_en = "End that connection first."


class WrongAddress(Refusal):
    code = "verification.wrong-address"
    zh = "“{address}”不能作为这种连接的地址。"
    en = "“{address}” cannot be the address of such a connection."
    next_zh = "文件交换填绝对路径，接口填 https 地址（本机可用 http），数据库表填小写的模式名。"
    next_en = "A folder by its whole path, a gateway by https (http on this machine only), tables by a schema in small letters."


class WrongForm(Refusal):
    code = "verification.wrong-form"
    zh = "这种连接不用“{form}”格式。"
    en = "Such a connection does not use “{form}”."
    next_zh = "文件交换用 csv 或 xlsx，接口和数据库表用 json。"
    next_en = "Files use csv or xlsx, gateways and tables json."


class StillWorking(Refusal):
    code = "verification.still-working"
    zh = "连接“{connection}”没有故障，也没有等待重试。"
    en = "“{connection}” has no fault and waits for no try."
    next_zh = "系统每五分钟发送和收取一次。"
    next_en = "Questions and answers travel every five minutes."


class ConnectionEnded(Refusal):
    code = "verification.connection-ended"
    zh = "连接“{connection}”不在用。"
    en = "“{connection}” is not in use."
