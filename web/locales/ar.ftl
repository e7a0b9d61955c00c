### ما يقوله Porthole بالعربية.

product = Porthole

## Login

login-title = تسجيل الدخول
login-upstream = خادم البريد
login-user = اسم المستخدم
login-password = كلمة المرور
login-show-password = إظهار كلمة المرور
login-hide-password = إخفاء كلمة المرور
login-submit = تسجيل الدخول
login-busy = جارٍ تسجيل الدخول…
login-caps-lock = مفتاح الأحرف الكبيرة مفعّل.
login-user-missing = أدخل اسم المستخدم.
login-password-missing = أدخل كلمة المرور.
login-language = اللغة
login-no-upstream = لم يُضبط هنا أي خادم بريد بعد.

## The frame of the app

skip-to-messages = الانتقال إلى الرسائل
task-bar = المهام
task-mail = البريد
task-compose = إنشاء
task-contacts = جهات الاتصال
task-palette = بحث
task-shortcuts = الاختصارات
task-log-out = تسجيل الخروج
back-to-list = العودة إلى القائمة
close = إغلاق
not-found-title = لا يوجد شيء هنا
not-found-text = لا يقود هذا العنوان إلى أي صفحة في Porthole.
not-found-link = الذهاب إلى الوارد
pane-folders-width = عرض المجلدات
pane-list-height = ارتفاع قائمة الرسائل
pane-list-width = عرض القائمة

## Folders

folders = المجلدات
folders-show = إظهار المجلدات
folders-hide = إخفاء المجلدات
folders-filter = تصفية المجلدات
folders-filter-none = لا يوجد مجلد بهذا الاسم.
folder-inbox = الوارد
folder-drafts = المسودات
folder-sent = المرسل
folder-archive = الأرشيف
folder-junk = البريد المزعج
folder-trash = المهملات
folder-all = كل البريد
folder-flagged = المميّزة
folder-important = مهم
folder-unread = { $name }، { $count ->
    [zero] لا رسائل غير مقروءة
    [one] رسالة واحدة غير مقروءة
    [two] رسالتان غير مقروءتين
    [few] { $count } رسائل غير مقروءة
    [many] { $count } رسالة غير مقروءة
   *[other] { $count } رسالة غير مقروءة
}

## What is done with folders

folders-favourites = المفضلة
folders-others = مستخدمون آخرون
folders-shared = مجلدات مشتركة
folders-top = المستوى الأعلى
folder-actions = إجراءات { $name }
folder-count = { $count ->
    [zero] لا مجلدات
    [one] مجلد واحد
    [two] مجلدان
    [few] { $count } مجلدات
    [many] { $count } مجلدًا
   *[other] { $count } مجلد
}
folder-new = مجلد جديد
folder-new-within = مجلد جديد داخله…
folder-create = إنشاء
folder-parent = داخل
folder-name = الاسم
folder-name-empty = أدخل اسمًا.
folder-name-long = هذا الاسم طويل جدًا.
folder-name-delimiter = لا يمكن أن يحتوي الاسم هنا على «{ $delimiter }».
folder-name-control = لا يمكن أن يحتوي الاسم على محارف غير مرئية.
folder-name-exists = يوجد هنا مجلد بهذا الاسم بالفعل.
folder-rename = إعادة التسمية…
folder-rename-title = إعادة تسمية المجلد
folder-rename-act = إعادة التسمية
folder-move = نقل إلى…
folder-move-title = نقل المجلد
folder-move-to = نقل { $name } إلى
folder-move-act = نقل
folder-mark-all-read = تعليم الكل كمقروء
folder-empty = إفراغ…
folder-favourite = مفضل
folder-subscribed = مشترك فيه
folder-colour = اللون…
folder-colour-of = لون { $name }
folder-use = استخدامه كـ…
folder-use-as = استخدام { $name } كـ
folder-use-for = يُستخدم كـ
folder-use-nothing = لا شيء خاص
folder-use-none = لا شيء
folder-properties = الخصائص…
folder-properties-title = خصائص المجلد
folder-save = تنزيل…
folder-save-title = تنزيل المجلد
folder-save-hint = تُجمع كل رسائل «{ $name }» في ملف ZIP واحد، كل رسالة كملف ‎.eml.
folder-save-goes-on = يستمر ذلك عند إغلاق هذه النافذة.
folder-save-listing = جارٍ النظر فيما بداخله…
folder-saved = اكتمل التنزيل.
folder-save-cancel = إلغاء التنزيل
folder-delete = حذف…
folder-delete-title = حذف المجلد
folder-delete-ask = أتريد حذف «{ $name }» ومحتواه ({ $messages })؟ لا يمكن استرجاعه.
folder-delete-ask-all = أتريد حذف «{ $name }» ومحتواه ({ $folders }، { $messages } إجمالًا)؟ لا يمكن استرجاعه.
folder-delete-special = هذا مجلد خاص، وسيُنشأ من جديد عند الحاجة إليه.
folder-delete-act = حذف المجلد
folder-full-name = الاسم الكامل على الخادم
folder-messages = الرسائل
folder-unread-messages = غير المقروءة
folder-size = الحجم
folder-unknown = غير معروف
folder-may = يمكنك
folder-acl = من لديه وصول
cancel = إلغاء
yes = نعم
no = لا
colour-none = بلا لون
colour-red = أحمر
colour-orange = برتقالي
colour-yellow = أصفر
colour-green = أخضر
colour-teal = فيروزي
colour-blue = أزرق
colour-violet = بنفسجي
right-none = لا شيء
right-read = القراءة
right-seen = التعليم كمقروء
right-flags = التمييز
right-insert = إضافة رسائل
right-delete = حذف رسائل
right-create = إنشاء مجلدات داخله
right-remove = حذف المجلد أو إعادة تسميته
right-administer = مشاركته
role-reader = يمكنه القراءة
role-writer = يمكنه القراءة والتغيير
role-owner = يمكنه فعل كل شيء
role-other = صلاحيات أخرى ({ $letters })
acl-who = المستخدم
acl-may = ما يُسمح له به
acl-may-of = ما يُسمح به لـ { $name }
acl-add = إضافة
acl-remove = إزالة
quota = مساحة التخزين
quota-storage = استُخدم { $used } من { $limit }
quota-messages = استُخدم { $used } من { $limit } رسالة
quota-scarce = ممتلئة تقريبًا

## The settings of folders

settings-folders = المجلدات
settings-folders-purposes = المجلدات الخاصة
settings-folders-purposes-hint = أين تذهب الرسائل عند إرسالها أو أرشفتها أو حذفها. إن لم يحفظ الخادم هذا الاختيار فإن إعداداتك تحفظه.
settings-folders-shown = في قائمة المجلدات
settings-folders-subscribed-only = إظهار المجلدات المشترك فيها فقط
settings-folders-all = كل المجلدات
settings-folders-all-hint = تُظهر البرامج الأخرى غالبًا المجلدات المشترك فيها فقط.
settings-folders-subscribe = مشترك في { $name }
settings-folders-stale = أنت مشترك في هذه، لكن لا توجد مجلدات بهذه الأسماء.
settings-folders-unsubscribe = إلغاء الاشتراك في { $name }
settings-folders-end = إلغاء الاشتراك
settings-labels-hint = تُحفظ الوسوم مع الرسائل، وتراها البرامج الأخرى أيضًا.
settings-label-name = اسم الوسم { $name }
settings-label-up = نقل { $name } إلى أعلى
settings-label-down = نقل { $name } إلى أسفل
settings-label-place = { $name }: { $place } من { $total }
settings-label-remove = حذف الوسم { $name }
settings-label-reset = إعادة { $name } إلى اسمه المعتاد
settings-label-exists = هذا الوسم موجود من قبل.
settings-label-new = وسم جديد
settings-label-add = إضافة وسم

## The list

list = الرسائل
list-of = رسائل { $name }
list-refresh = تحديث
list-found = نتائج البحث
list-count = { $count ->
    [zero] لا رسائل
    [one] رسالة واحدة
    [two] رسالتان
    [few] { $count } رسائل
    [many] { $count } رسالة
   *[other] { $count } رسالة
}
list-conversations = { $count ->
    [zero] لا محادثات
    [one] محادثة واحدة
    [two] محادثتان
    [few] { $count } محادثات
    [many] { $count } محادثة
   *[other] { $count } محادثة
}
list-count-unread = { $messages }، { $count ->
    [zero] لا شيء غير مقروء
    [one] واحدة غير مقروءة
    [two] اثنتان غير مقروءتين
    [few] { $count } غير مقروءة
    [many] { $count } غير مقروءة
   *[other] { $count } غير مقروءة
}
list-empty-title = لا يوجد شيء هنا
list-empty-text = تظهر الرسائل التي تصل إلى هذا المجلد من تلقاء نفسها.
list-inbox-empty-title = اطّلعت على كل شيء
list-inbox-empty-text = يظهر البريد الجديد هنا لحظة وصوله.
list-failed-title = تعذّر فتح هذا المجلد
row-unread = غير مقروءة
row-answered = تم الرد عليها
row-forwarded = أُعيد توجيهها
row-attachment = لها مرفق
row-flag = تمييز
row-unflag = إزالة التمييز
row-no-subject = (بلا موضوع)
row-no-sender = (بلا مرسل)
row-no-recipient = (بلا مستلم)
row-recipients = إلى: { $names }
row-me = أنا
row-folded = صف واحد للمحادثة
row-unfolded = { $count ->
    [zero] لا رسائل معروضة
    [one] رسالة واحدة معروضة
    [two] رسالتان معروضتان
    [few] { $count } رسائل معروضة
    [many] { $count } رسالة معروضة
   *[other] { $count } رسالة معروضة
}
row-unfold = { $count ->
    [zero] لا رسائل في هذه المحادثة
    [one] رسالة واحدة في هذه المحادثة
    [two] رسالتان في هذه المحادثة
    [few] { $count } رسائل في هذه المحادثة
    [many] { $count } رسالة في هذه المحادثة
   *[other] { $count } رسالة في هذه المحادثة
}
row-answers = { $count ->
    [zero] ليس بينها ما أرسلته
    [one] منها رسالة واحدة منك
    [two] منها رسالتان منك
    [few] منها { $count } رسائل منك
    [many] منها { $count } رسالة منك
   *[other] منها { $count } رسالة منك
}
row-date-size = { $date }، { $size }
listing-next = { $before }، { $next }

# Selecting and acting
select-row = تحديد
select-count = { $count ->
    [zero] لا شيء محدد
    [one] رسالة واحدة محددة
    [two] رسالتان محددتان
    [few] { $count } رسائل محددة
    [many] { $count } رسالة محددة
   *[other] { $count } رسالة محددة
}
select-none-heard = لا شيء محدد
select-none = إلغاء التحديد
select-all = { $count ->
    [zero] لا شيء للتحديد
    [one] تحديد الرسالة الوحيدة
    [two] تحديد الرسالتين
    [few] تحديد الـ { $count } كلها
    [many] تحديد الـ { $count } كلها
   *[other] تحديد الـ { $count } كلها
}
select-toolbar = الرسائل المحددة
act-menu = الإجراءات
act-more = المزيد
act-archive = أرشفة
act-delete = حذف
act-delete-for-ever = حذف نهائي…
act-junk = بريد مزعج
act-not-junk = ليست مزعجة
act-move = نقل…
act-copy = نسخ…
act-label = وسم…
act-open = فتح
act-mark-read = تعليم كمقروءة
act-mark-unread = تعليم كغير مقروءة
act-flag = تمييز
act-unflag = إزالة التمييز
act-cancel = إلغاء
act-undone = تم التراجع.
act-progress = التقدّم
act-nothing-meant = حدد رسالة أولًا.
act-nothing-to-undo = لا يوجد ما يمكن التراجع عنه.
act-already-there = إنها هناك بالفعل.
act-moved = { $count ->
    [zero] لم تُنقل أي رسالة إلى { $name }.
    [one] نُقلت الرسالة إلى { $name }.
    [two] نُقلت رسالتان إلى { $name }.
    [few] نُقلت { $count } رسائل إلى { $name }.
    [many] نُقلت { $count } رسالة إلى { $name }.
   *[other] نُقلت { $count } رسالة إلى { $name }.
}
act-moving = { $count ->
    [zero] لا شيء يُنقل إلى { $name }…
    [one] جارٍ نقل رسالة إلى { $name }…
    [two] جارٍ نقل رسالتين إلى { $name }…
    [few] جارٍ نقل { $count } رسائل إلى { $name }…
    [many] جارٍ نقل { $count } رسالة إلى { $name }…
   *[other] جارٍ نقل { $count } رسالة إلى { $name }…
}
act-copied = { $count ->
    [zero] لم تُنسخ أي رسالة إلى { $name }.
    [one] نُسخت الرسالة إلى { $name }.
    [two] نُسخت رسالتان إلى { $name }.
    [few] نُسخت { $count } رسائل إلى { $name }.
    [many] نُسخت { $count } رسالة إلى { $name }.
   *[other] نُسخت { $count } رسالة إلى { $name }.
}
act-copying = { $count ->
    [zero] لا شيء يُنسخ إلى { $name }…
    [one] جارٍ نسخ رسالة إلى { $name }…
    [two] جارٍ نسخ رسالتين إلى { $name }…
    [few] جارٍ نسخ { $count } رسائل إلى { $name }…
    [many] جارٍ نسخ { $count } رسالة إلى { $name }…
   *[other] جارٍ نسخ { $count } رسالة إلى { $name }…
}
act-removed = { $count ->
    [zero] لم تُحذف أي رسالة.
    [one] حُذفت الرسالة نهائيًا.
    [two] حُذفت رسالتان نهائيًا.
    [few] حُذفت { $count } رسائل نهائيًا.
    [many] حُذفت { $count } رسالة نهائيًا.
   *[other] حُذفت { $count } رسالة نهائيًا.
}
act-removing = { $count ->
    [zero] لا شيء يُحذف…
    [one] جارٍ حذف رسالة نهائيًا…
    [two] جارٍ حذف رسالتين نهائيًا…
    [few] جارٍ حذف { $count } رسائل نهائيًا…
    [many] جارٍ حذف { $count } رسالة نهائيًا…
   *[other] جارٍ حذف { $count } رسالة نهائيًا…
}
act-changing = { $count ->
    [zero] لا شيء يُغيَّر…
    [one] جارٍ تغيير رسالة…
    [two] جارٍ تغيير رسالتين…
    [few] جارٍ تغيير { $count } رسائل…
    [many] جارٍ تغيير { $count } رسالة…
   *[other] جارٍ تغيير { $count } رسالة…
}
act-changed = { $count ->
    [zero] لم تتغير أي رسالة.
    [one] تغيّرت الرسالة.
    [two] تغيّرت رسالتان.
    [few] تغيّرت { $count } رسائل.
    [many] تغيّرت { $count } رسالة.
   *[other] تغيّرت { $count } رسالة.
}
act-read = { $count ->
    [zero] لم تُعلَّم أي رسالة كمقروءة.
    [one] عُلّمت الرسالة كمقروءة.
    [two] عُلّمت رسالتان كمقروءتين.
    [few] عُلّمت { $count } رسائل كمقروءة.
    [many] عُلّمت { $count } رسالة كمقروءة.
   *[other] عُلّمت { $count } رسالة كمقروءة.
}
act-unread = { $count ->
    [zero] لم تُعلَّم أي رسالة كغير مقروءة.
    [one] عُلّمت الرسالة كغير مقروءة.
    [two] عُلّمت رسالتان كغير مقروءتين.
    [few] عُلّمت { $count } رسائل كغير مقروءة.
    [many] عُلّمت { $count } رسالة كغير مقروءة.
   *[other] عُلّمت { $count } رسالة كغير مقروءة.
}
act-flagged = { $count ->
    [zero] لم تُميَّز أي رسالة.
    [one] مُيّزت الرسالة.
    [two] مُيّزت رسالتان.
    [few] مُيّزت { $count } رسائل.
    [many] مُيّزت { $count } رسالة.
   *[other] مُيّزت { $count } رسالة.
}
act-unflagged = { $count ->
    [zero] لم يُزل أي تمييز.
    [one] أُزيل التمييز.
    [two] أُزيل التمييز عن رسالتين.
    [few] أُزيل التمييز عن { $count } رسائل.
    [many] أُزيل التمييز عن { $count } رسالة.
   *[other] أُزيل التمييز عن { $count } رسالة.
}
act-labelled = { $count ->
    [zero] لم تُوسم أي رسالة بـ { $name }.
    [one] وُسمت الرسالة بـ { $name }.
    [two] وُسمت رسالتان بـ { $name }.
    [few] وُسمت { $count } رسائل بـ { $name }.
    [many] وُسمت { $count } رسالة بـ { $name }.
   *[other] وُسمت { $count } رسالة بـ { $name }.
}
act-unlabelled = { $count ->
    [zero] لم يُزل الوسم { $name }.
    [one] أُزيل الوسم { $name }.
    [two] أُزيل الوسم { $name } عن رسالتين.
    [few] أُزيل الوسم { $name } عن { $count } رسائل.
    [many] أُزيل الوسم { $name } عن { $count } رسالة.
   *[other] أُزيل الوسم { $name } عن { $count } رسالة.
}
move-title = نقل إلى مجلد
copy-title = نسخ إلى مجلد
move-field = اكتب اسم مجلد
move-none = لا يوجد مجلد بهذا الاسم.
label-title = الوسوم
label-field = اكتب اسم وسم
label-none = لا يوجد وسم بهذا الاسم.
label-new = وسم جديد «{ $name }»
label-important = مهم
label-work = العمل
label-personal = شخصي
label-to-do = للإنجاز
label-later = لاحقًا
chooser-count = { $count ->
    [zero] لا نتائج
    [one] نتيجة واحدة
    [two] نتيجتان
    [few] { $count } نتائج
    [many] { $count } نتيجة
   *[other] { $count } نتيجة
}
for-ever-title = حذف نهائي؟
for-ever-question = { $count ->
    [zero] لن تُحذف أي رسالة.
    [one] ستُحذف هذه الرسالة نهائيًا، ولا يمكن التراجع عن ذلك.
    [two] ستُحذف رسالتان نهائيًا، ولا يمكن التراجع عن ذلك.
    [few] ستُحذف { $count } رسائل نهائيًا، ولا يمكن التراجع عن ذلك.
    [many] ستُحذف { $count } رسالة نهائيًا، ولا يمكن التراجع عن ذلك.
   *[other] ستُحذف { $count } رسالة نهائيًا، ولا يمكن التراجع عن ذلك.
}
empty-title = إفراغ المجلد؟
empty-question = { $count ->
    [zero] لا رسائل في «{ $name }».
    [one] ستُحذف الرسالة الوحيدة في «{ $name }» نهائيًا، ولا يمكن التراجع عن ذلك.
    [two] ستُحذف الرسالتان في «{ $name }» نهائيًا، ولا يمكن التراجع عن ذلك.
    [few] ستُحذف كل الرسائل الـ { $count } في «{ $name }» نهائيًا، ولا يمكن التراجع عن ذلك.
    [many] ستُحذف كل الرسائل الـ { $count } في «{ $name }» نهائيًا، ولا يمكن التراجع عن ذلك.
   *[other] ستُحذف كل الرسائل الـ { $count } في «{ $name }» نهائيًا، ولا يمكن التراجع عن ذلك.
}
empty-do = حذف الكل نهائيًا
empty-offer = حذف الكل نهائيًا…
drag-count = { $count ->
    [zero] لا رسائل
    [one] رسالة واحدة
    [two] رسالتان
    [few] { $count } رسائل
    [many] { $count } رسالة
   *[other] { $count } رسالة
}

## The message

message = الرسالة
message-none-title = لا رسالة مفتوحة
message-none-text = اختر رسالة من القائمة، أو اضغط ? لعرض الاختصارات.
message-loading = جارٍ تحميل الرسالة…
message-failed-title = تعذّر فتح هذه الرسالة
message-body-failed = تعذّر تحميل نص هذه الرسالة.
message-empty = ليس لهذه الرسالة نص.
message-frame = محتوى الرسالة
message-details-show = التفاصيل
message-details-hide = تفاصيل أقل
message-from = من
message-sender = أرسلها
message-to = إلى
message-cc = نسخة
message-bcc = نسخة مخفية
message-reply-to = الرد إلى
message-date = التاريخ
message-date-distance = { $date }، { $distance }
message-sent = أُرسلت
message-sent-at = أُرسلت { $date }
message-received = استُلمت
message-size = الحجم
message-recipients-line = إلى { $names }
message-recipients-more = { $names } و{ $count ->
    [zero] لا غيرهم
    [one] شخص آخر
    [two] شخصان آخران
    [few] { $count } آخرون
    [many] { $count } آخرون
   *[other] { $count } آخرون
}
message-mark-read = تعليم كمقروءة
message-mark-unread = تعليم كغير مقروءة
message-flag = تمييز
message-unflag = إزالة التمييز
message-as-text = عرض كنص
message-as-html = عرض كـ HTML
message-quote-show = إظهار النص المقتبس
message-quote-hide = إخفاء النص المقتبس
message-fields = كل الترويسات
message-fields-show = كل الترويسات
message-fields-hide = إخفاء الترويسات
message-menu = المزيد
message-print = طباعة…
message-window = فتح في نافذة مستقلة
message-link = نسخ الرابط
message-link-copied = نُسخ الرابط.
message-seeking = يجري البحث عن الرسالة في مجلدات أخرى…
message-nowhere-title = لم تعد هذه الرسالة في هذا الحساب
message-nowhere-text = ليست حيث يقود الرابط، ولا في أي مجلد أمكن البحث فيه.
message-zoom-in = تكبير
message-zoom-out = تصغير
message-zoom-fit = ملاءمة العرض
message-colours = الألوان الأصلية
conversation-count = { $count ->
    [zero] لا رسائل
    [one] رسالة واحدة
    [two] رسالتان
    [few] { $count } رسائل
    [many] { $count } رسالة
   *[other] { $count } رسالة
}
conversation-going = { $count ->
    [zero] لا رسائل، يجري البحث عن المزيد…
    [one] رسالة واحدة، يجري البحث عن المزيد…
    [two] رسالتان، يجري البحث عن المزيد…
    [few] { $count } رسائل، يجري البحث عن المزيد…
    [many] { $count } رسالة، يجري البحث عن المزيد…
   *[other] { $count } رسالة، يجري البحث عن المزيد…
}
conversation-expand = توسيع الكل
conversation-collapse = طي الكل
message-next = الرسالة التالية
message-previous = الرسالة السابقة
neighbours = الرسائل المجاورة
neighbours-place = { $number } من { $total }
person-menu = { $name }
person-write-to = الكتابة إلى هذا العنوان
person-copy-address = نسخ العنوان
person-search-from = البحث عن البريد الوارد من هذا العنوان
person-search-with = البحث عن البريد من هذا العنوان أو إليه
person-copy-both = نسخ الاسم والعنوان
people-more = { $count ->
    [zero] ولا أحد غيرهم
    [one] وشخص آخر
    [two] وشخصان آخران
    [few] و{ $count } آخرون
    [many] و{ $count } آخرون
   *[other] و{ $count } آخرون
}
prefer-mark-read = تعليم كمقروءة
prefer-mark-read-at-once = فورًا
prefer-mark-read-after-pause = بعد 3 ثوانٍ
prefer-mark-read-never = ليس تلقائيًا أبدًا
prefer-every-message = كل رسالة
prefer-text = النص العادي إن وُجد
prefer-dark = تعتيم ليلًا
source = المصدر
source-copy = نسخ
source-show = إظهار المصدر
source-hide = إخفاء المصدر
warning-look-alike = نطاق المرسل { $domain } يشبه { $like }، لكنه نطاق آخر.
warning-mixed-letters = نطاق المرسل { $domain } يخلط حروف عدة أبجديات.
warning-name-claims = اسم المرسل يقول { $claimed }، لكن الرسالة من { $actual }.
warning-reply-elsewhere = الردود على هذه الرسالة تذهب إلى مكان آخر: إلى { $address }.
warning-not-authenticated = لم يستطع خادم بريدك تأكيد أن هذه الرسالة من مرسلها ({ $methods }).
warning-link-elsewhere = رابط مكتوب فيه { $shown } يقود إلى { $target }.
warning-several-authors = تذكر هذه الرسالة عدة كاتبين ولا تذكر مرسلًا.
warning-hidden-characters = احتوت الأسماء أو الموضوع على محارف مخفية لا تُعرض.
protection-pgp-signed = موقّعة بـ OpenPGP. لم يُتحقق من التوقيع.
protection-pgp-encrypted = معمّاة بـ OpenPGP. لا يستطيع Porthole فتحها.
protection-smime-signed = موقّعة بـ S/MIME. لم يُتحقق من التوقيع.
protection-smime-encrypted = معمّاة بـ S/MIME. لا يستطيع Porthole فتحها.
message-toolbar = إجراءات الرسالة
remote-images = { $count ->
    [zero] لم تُحجب أي صورة بعيدة.
    [one] حُجبت صورة بعيدة واحدة.
    [two] حُجبت صورتان بعيدتان.
    [few] حُجبت { $count } صور بعيدة.
    [many] حُجبت { $count } صورة بعيدة.
   *[other] حُجبت { $count } صورة بعيدة.
}
remote-trackers = { $count ->
    [zero] لم يُحجب أي متعقّب.
    [one] حُجب متعقّب واحد.
    [two] حُجب متعقّبان.
    [few] حُجبت { $count } متعقّبات.
    [many] حُجب { $count } متعقّبًا.
   *[other] حُجب { $count } متعقّب.
}
remote-both = محجوب: { $images } و{ $trackers }.
remote-images-count = { $count ->
    [zero] لا صور بعيدة
    [one] صورة بعيدة واحدة
    [two] صورتان بعيدتان
    [few] { $count } صور بعيدة
    [many] { $count } صورة بعيدة
   *[other] { $count } صورة بعيدة
}
remote-trackers-count = { $count ->
    [zero] لا متعقّبات
    [one] متعقّب واحد
    [two] متعقّبان
    [few] { $count } متعقّبات
    [many] { $count } متعقّبًا
   *[other] { $count } متعقّب
}
link-through = { $target } (عبر { $host })
link-sheet-title = هل تريد فتح هذا الرابط؟
link-sheet-open = فتح
link-sheet-copy = نسخ العنوان
remote-show = إظهار الصور
receipt-asked = يطلب { $name } إعلامه بأنك رأيت هذه الرسالة.
receipt-asked-elsewhere = يطلب { $name } إعلام { $address } بأنك رأيت هذه الرسالة.
receipt-send = إرسال الإشعار
receipt-not-now = ليس الآن
receipt-sending = جارٍ إرسال الإشعار…
receipt-subject = شوهدت: { $subject }
receipt-text = عُرضت رسالتك «{ $subject }» إلى { $address } على شاشة. لا يعني ذلك أنها قُرئت أو فُهمت.
unsubscribe = إلغاء الاشتراك…
unsubscribe-title = إلغاء الاشتراك
unsubscribe-by-mail = ستُرسل رسالة من { $from } إلى { $to } لإلغاء اشتراكك في هذه القائمة.
unsubscribe-send = إرسال الرسالة
unsubscribe-at-page = ألغِ الاشتراك على موقع المرسل، ويُفتح في لسان جديد:
unsubscribe-at-page-too = أو ألغِ الاشتراك على موقع المرسل، ويُفتح في لسان جديد:
unsubscribe-sending = جارٍ إلغاء الاشتراك…
unsubscribe-sent = أُرسلت رسالة لإلغاء اشتراكك في هذه القائمة.
remote-always = دائمًا من { $name }
remote-no-more = عدم إظهار صور { $name } بعد الآن
attachments = { $count ->
    [zero] لا مرفقات
    [one] مرفق واحد
    [two] مرفقان
    [few] { $count } مرفقات
    [many] { $count } مرفقًا
   *[other] { $count } مرفق
}
attachments-more = { $count ->
    [zero] لا مرفقات أخرى
    [one] إظهار مرفق آخر
    [two] إظهار مرفقين آخرين
    [few] إظهار { $count } مرفقات أخرى
    [many] إظهار { $count } مرفقًا آخر
   *[other] إظهار { $count } مرفق آخر
}
attachments-inline = { $count ->
    [zero] لا صور في النص
    [one] إظهار صورة من النص كملف
    [two] إظهار صورتين من النص كملفين
    [few] إظهار { $count } صور من النص كملفات
    [many] إظهار { $count } صورة من النص كملفات
   *[other] إظهار { $count } صورة من النص كملفات
}
attachments-save = حفظ الكل
attachments-cancel = إيقاف حفظ الكل
attachment-open = فتح { $name }
attachment-save = حفظ { $name }
attachment-cancel = إلغاء حفظ { $name }
attachment-retry = إعادة محاولة حفظ { $name }
attachment-progress = { $received } من { $total }، { $rate } في الثانية
attachment-failed = تعذّر الحفظ
attachment-saved = حُفظ

message-save = حفظ كملف
within-back = رجوع
within-of = مرفقة بـ

## A file on screen

viewer-place = { $number } من { $all }
viewer-previous = الملف السابق
viewer-next = الملف التالي
viewer-save = حفظ
viewer-loading = جارٍ تحميل الملف…
viewer-failed = تعذّر تحميل هذا الملف.
viewer-retry = إعادة المحاولة
viewer-cannot = لا يمكن عرض هذا الملف هنا. احفظه لفتحه ببرنامج آخر.
viewer-cut = لا يُعرض سوى البداية. احفظ الملف للحصول عليه كاملًا.
viewer-enlarge = تكبير
viewer-shrink = تصغير
viewer-fit = ملاءمة
viewer-actual = الحجم الفعلي
viewer-wrap = التفاف الأسطر
viewer-text = محتوى { $name }

## Invitations and contacts

invitation = دعوة: { $summary }
invitation-untitled = حدث بلا عنوان
invitation-kind = دعوة
invitation-kind-updated = دعوة معدّلة
invitation-kind-event = حدث
invitation-kind-series = مواعيد أخرى من سلسلة
invitation-kind-refresh = طلب الدعوة الحالية
invitation-kind-declined-counter = لم يُقبل اقتراحك
invitation-cancelled = ملغى
invitation-cancelled-text = لن يُعقد هذا الحدث.
invitation-cancelled-date = لن يُعقد هذا الموعد من السلسلة.
invitation-tentative = غير مؤكد بعد
invitation-one-date = يتعلق الأمر بموعد واحد من سلسلة.
invitation-proposes = يقترح { $name } وقتًا آخر
invitation-accepted-by = قبل { $name }
invitation-tentative-by = قبل { $name } مبدئيًا
invitation-declined-by = اعتذر { $name }
invitation-delegated-by = أناب { $name } شخصًا آخر
invitation-answered-by = أجاب { $name }
invitation-somebody = شخص ما
invitation-when = متى
invitation-repeats = التكرار
invitation-where = أين
invitation-join = انضمام
invitation-organizer = من
invitation-attendees = المدعوون
invitation-page = الصفحة
invitation-description = الوصف
invitation-comment = تعليق
invitation-count = { $count ->
    [zero] لا أشخاص
    [one] شخص واحد
    [two] شخصان
    [few] { $count } أشخاص
    [many] { $count } شخصًا
   *[other] { $count } شخص
}
invitation-count-accepted = قبل { $count }
invitation-count-tentative = مبدئيًا { $count }
invitation-count-declined = اعتذر { $count }
invitation-attendees-more = { $count ->
    [zero] ولا أحد غيرهم
    [one] وشخص آخر
    [two] وشخصان آخران
    [few] و{ $count } آخرون
    [many] و{ $count } آخرون
   *[other] و{ $count } آخرون
}
attendee-needs-action = لا رد بعد
attendee-accepted = قبل
attendee-tentative = مبدئيًا
attendee-declined = اعتذر
attendee-delegated = أناب غيره
attendee-optional = اختياري
attendee-informed = للعلم
attendee-room = قاعة
event-today = اليوم
event-tomorrow = غدًا
event-yesterday = أمس
event-elsewhere = { $span } في { $zone }
event-zone-unknown = المنطقة الزمنية للمرسل: { $zone }
event-no-time = لم يُذكر الوقت.
calendar-task = مهمة
calendar-journal = تدوينة يومية
calendar-free-busy = أوقات فراغ شخص ما
cards-more = { $count ->
    [zero] لا مزيد
    [one] إظهار واحد آخر
    [two] إظهار اثنين آخرين
    [few] إظهار { $count } أخرى
    [many] إظهار { $count } أخرى
   *[other] إظهار { $count } أخرى
}
cards-cut = يحتوي الملف على أكثر مما يُعرض هنا. احفظه لرؤية الكل.
recurs-daily = { $count ->
    [zero] كل يوم
    [one] كل يوم
    [two] كل يومين
    [few] كل { $count } أيام
    [many] كل { $count } يومًا
   *[other] كل { $count } يوم
}
recurs-weekly = { $count ->
    [zero] كل أسبوع
    [one] كل أسبوع
    [two] كل أسبوعين
    [few] كل { $count } أسابيع
    [many] كل { $count } أسبوعًا
   *[other] كل { $count } أسبوع
}
recurs-monthly = { $count ->
    [zero] كل شهر
    [one] كل شهر
    [two] كل شهرين
    [few] كل { $count } أشهر
    [many] كل { $count } شهرًا
   *[other] كل { $count } شهر
}
recurs-yearly = { $count ->
    [zero] كل سنة
    [one] كل سنة
    [two] كل سنتين
    [few] كل { $count } سنوات
    [many] كل { $count } سنة
   *[other] كل { $count } سنة
}
recurs-often = عدة مرات في اليوم
recurs-in = { $rule } في { $months }
recurs-on = { $rule }: { $days }
recurs-until = { $rule } حتى { $date }
recurs-times = { $count ->
    [zero] { $rule }
    [one] { $rule }، مرة واحدة
    [two] { $rule }، مرتين
    [few] { $rule }، { $count } مرات
    [many] { $rule }، { $count } مرة
   *[other] { $rule }، { $count } مرة
}
recurs-partly = { $rule }، بشروط أخرى
recurs-first = أول { $day }
recurs-second = ثاني { $day }
recurs-third = ثالث { $day }
recurs-fourth = رابع { $day }
recurs-last = آخر { $day }
recurs-nth = { $day } رقم { $count }
recurs-nth-last = { $day } رقم { $count } من النهاية
recurs-day = اليوم { $count }
recurs-day-last = اليوم { $count } من النهاية
recurs-last-day = اليوم الأخير
answer = ردك
answer-accept = قبول
answer-tentative = مبدئيًا
answer-decline = اعتذار
answer-as = الرد بصفة
answer-comment = تعليق للمنظّم
answer-comment-add = إضافة تعليق
answer-by-file = لا يمكن إرسال البريد من هنا: يُحفظ ردك كملف لترسله إلى { $name }.
answer-file = رد.ics
answer-subject-accepted = قبول: { $summary }
answer-subject-tentative = قبول مبدئي: { $summary }
answer-subject-declined = اعتذار: { $summary }
answer-told-accepted = { $name } يقبل.
answer-told-tentative = { $name } يقبل مبدئيًا.
answer-told-declined = { $name } يعتذر.
answer-accepted = قبلت في { $date }.
answer-accepted-tentatively = قبلت مبدئيًا في { $date }.
answer-declined = اعتذرت في { $date }.
answer-sending = جارٍ إرسال ردك…
answer-saved = حُفظ ردك كملف.
answer-waits = تعذّر إرسال ردك حتى الآن، وستُعاد المحاولة.
answer-failed = لم يُرسل ردك.
answer-unknown = انقطع الاتصال أثناء إرسال ردك. ربما وصل.
answer-again = إرسال مجددًا
contact = جهة اتصال: { $name }
contact-email = البريد
contact-phone = الهاتف
contact-address = العنوان
contact-page = صفحة الويب
contact-birthday = تاريخ الميلاد
contact-note = ملاحظة
contact-home = المنزل
contact-work = العمل
contact-mobile = محمول
contact-fax = فاكس
contact-photo = صورة { $name }
contact-copy = نسخ { $value }
contact-copied = نُسخ

## The connection

connection-offline = أنت غير متصل. ما حُمّل يبقى مقروءًا.
connection-lost = انقطع الاتصال بخادم البريد.
connection-retry-in = { $count ->
    [zero] تُعاد المحاولة الآن.
    [one] تُعاد المحاولة بعد ثانية.
    [two] تُعاد المحاولة بعد ثانيتين.
    [few] تُعاد المحاولة بعد { $count } ثوانٍ.
    [many] تُعاد المحاولة بعد { $count } ثانية.
   *[other] تُعاد المحاولة بعد { $count } ثانية.
}
connection-retry-now = إعادة المحاولة الآن
connection-reconnecting = جارٍ إعادة الاتصال…
connection-back = عاد الاتصال.

## New mail

new-mail-one = رسالة جديدة من { $sender }: { $subject }
new-mail-many = { $count ->
    [zero] لا رسائل جديدة
    [one] رسالة جديدة واحدة
    [two] رسالتان جديدتان
    [few] { $count } رسائل جديدة
    [many] { $count } رسالة جديدة
   *[other] { $count } رسالة جديدة
}
title-page = { $name } – Porthole
title-unread = ({ $unread }) { $name } – Porthole

## The shortcuts

shortcuts-title = اختصارات لوحة المفاتيح
shortcuts-then = ثم
palette = العثور على أي شيء
palette-field = أمر أو مجلد أو بحث
palette-move-to = نقل إلى { $name }
palette-settings = الإعدادات: { $section }
palette-set = { $setting }: { $value }
palette-write-to = الكتابة إلى { $name }
palette-search-for = البحث عن «{ $text }» في كل البريد
palette-recent = بُحث عنه مؤخرًا
keys-characters = مفاتيح بلا Ctrl
keys-characters-on = الحروف والأرقام والعلامات اختصارات
keys-characters-hint = أوقف هذا إن كنت تخاطب حاسوبك أو تضغط المفاتيح خطأ: تعمل عندها الأسهم وDelete والمفاتيح مع Ctrl أو Alt فقط.
keys-hint = اضغط «إضافة مفاتيح» ثم ما تريد: مفتاحًا واحدًا أو مفتاحين على التوالي. الضغط على مفتاح يزيله.
keys-add = إضافة مفاتيح
keys-add-to = إضافة مفاتيح: { $command }
keys-press = اضغط المفاتيح…
keys-then = { $key } ثم…
keys-remove = إزالة { $keys }: { $command }
keys-reset = إعادة الضبط
keys-reset-of = إعادة ضبط: { $command }
keys-reset-all = إعادة ضبط كل المفاتيح
keys-added = أُضيف { $keys }: { $command }
keys-taken = { $keys } يخص: { $commands }
keys-take-over = استخدامه هنا بدلًا من ذلك
keys-refused = لا يمكن استخدام { $key }: يحتاج إليه متصفحك أو نظامك أو القائمة.
commands-composer = أثناء الكتابة
commands-list = القائمة
commands-selecting = التحديد
commands-acting = إجراءات على الرسائل
commands-writing = الكتابة
commands-message = الرسالة المفتوحة
commands-going = التنقل
commands-folders = المجلدات
commands-page = الصفحة
shortcut-next = الرسالة التالية
shortcut-previous = الرسالة السابقة
shortcut-unfold = إظهار كل رسائل المحادثة
shortcut-fold = إظهار صف واحد للمحادثة
shortcut-open = فتح الرسالة؛ ومرة أخرى لقراءتها بلوحة المفاتيح
shortcut-close = العودة إلى القائمة
shortcut-first = أول رسالة
shortcut-last = آخر رسالة
shortcut-page-down = صفحة إلى الأسفل
shortcut-page-up = صفحة إلى الأعلى
shortcut-select = تحديد أو إلغاء التحديد
shortcut-select-next = تحديد التالية أيضًا
shortcut-select-previous = تحديد السابقة أيضًا
shortcut-select-to-first = التحديد حتى الأولى
shortcut-select-to-last = التحديد حتى الأخيرة
shortcut-select-page-down = تحديد صفحة إلى الأسفل
shortcut-select-page-up = تحديد صفحة إلى الأعلى
shortcut-select-all = تحديد الكل
shortcut-select-none = إلغاء التحديد
shortcut-select-read = تحديد المقروءة
shortcut-select-unread = تحديد غير المقروءة
shortcut-select-flagged = تحديد المميّزة
shortcut-select-unflagged = تحديد غير المميّزة
shortcut-archive = أرشفة
shortcut-archive-next = أرشفة وفتح التالية
shortcut-archive-previous = أرشفة وفتح السابقة
shortcut-delete = حذف
shortcut-delete-for-ever = حذف نهائي
shortcut-junk = مزعجة أو ليست مزعجة
shortcut-move = نقل إلى مجلد
shortcut-move-again = نقل إلى حيث نُقل مثل هذا البريد سابقًا
shortcut-copy = نسخ إلى مجلد
shortcut-label = وسم
shortcut-act-menu = كل ما يمكن فعله برسالة
shortcut-undo = التراجع عن آخر إجراء
shortcut-toggle-flag = تمييز أو إزالة التمييز
shortcut-mark-read = تعليم كمقروءة
shortcut-mark-unread = تعليم كغير مقروءة
shortcut-compose = إنشاء رسالة
shortcut-reply = رد
shortcut-reply-all = رد على الجميع
shortcut-forward = إعادة توجيه
shortcut-next-member = الرسالة التالية في المحادثة
shortcut-previous-member = الرسالة السابقة في المحادثة
shortcut-message-menu = المزيد للرسالة المفتوحة
shortcut-toolbar = الذهاب إلى الأدوات
shortcut-search = بحث
shortcut-refresh = التحقق من البريد الجديد
shortcut-palette = العثور على أمر أو مجلد أو بحث
shortcut-filter-folders = تصفية المجلدات
shortcut-go-inbox = الذهاب إلى الوارد
shortcut-go-flagged = الذهاب إلى المميّزة
shortcut-go-sent = الذهاب إلى المرسل
shortcut-go-drafts = الذهاب إلى المسودات
shortcut-go-archive = الذهاب إلى الأرشيف
shortcut-go-junk = الذهاب إلى البريد المزعج
shortcut-go-trash = الذهاب إلى المهملات
shortcut-go-folder = الذهاب إلى مجلد
shortcut-go-outbox = الذهاب إلى الصادر
shortcut-go-contacts = الذهاب إلى جهات الاتصال
shortcut-go-settings = الذهاب إلى الإعدادات
shortcut-go-none = لا يوجد مجلد كهذا.
shortcut-new-folder = مجلد جديد
shortcut-mark-all-read = تعليم كل هذا المجلد كمقروء
shortcut-folder-properties = خصائص هذا المجلد
shortcut-rename-folder = إعادة تسمية هذا المجلد
shortcut-empty-folder = إفراغ هذا المجلد
shortcut-theme-system = السمة: مثل النظام
shortcut-theme-light = السمة: فاتحة
shortcut-theme-dark = السمة: داكنة
shortcut-theme-contrast = السمة: تباين عالٍ
shortcut-layout-wide = التخطيط: الرسالة بجانب القائمة
shortcut-layout-stacked = التخطيط: الرسالة تحت القائمة
shortcut-layout-list = التخطيط: القائمة وحدها
shortcut-log-out = تسجيل الخروج
shortcut-send = إرسال
shortcut-save-draft = حفظ المسودة
shortcut-link = إدراج رابط
shortcut-bold = عريض
shortcut-italic = مائل
shortcut-minimise = وضع الرسالة جانبًا
shortcut-show-shortcuts = إظهار هذه القائمة

## Writing

undo = تراجع
verb-reply = رد
verb-reply-all = رد على الجميع
verb-reply-list = رد على القائمة
verb-forward = إعادة توجيه
verb-forward-attached = إعادة توجيه كمرفق
forward-too-many = يمكن إعادة توجيه { $count } رسالة على الأكثر في المرة الواحدة.
compose-too-many = يمكن أن يكون للرسالة هنا { $count } مستلم على الأكثر. حُذف الباقون.
verb-as-new = تحرير كرسالة جديدة
verb-resend = إعادة إرسال كما هي
verb-edit = تحرير المسودة
compose-attribution = في { $date } كتب { $author }:
compose-forwarded = ---------- رسالة معاد توجيهها ----------
composers = رسائل قيد الكتابة
composers-more = { $count ->
    [zero] لا رسائل أخرى قيد الكتابة
    [one] رسالة أخرى قيد الكتابة
    [two] رسالتان أخريان قيد الكتابة
    [few] { $count } رسائل أخرى قيد الكتابة
    [many] { $count } رسالة أخرى قيد الكتابة
   *[other] { $count } رسالة أخرى قيد الكتابة
}
composer-new = رسالة جديدة
composer-opening = جارٍ فتح الرسالة…
composer-fetching = جارٍ جلب الملفات…
composer-failed = تعذّر فتح هذه الرسالة
composer-subject = الموضوع
composer-text = نص الرسالة
composer-send = إرسال
composer-attach = إرفاق ملفات
composer-more = المزيد لهذه الرسالة
composer-save = حفظ كمسودة
composer-save-template = حفظ كقالب
composer-template-saved = حُفظت كقالب: «{ $name }»
composer-receipt = طلب إشعار بالقراءة
composer-notices = طلب إشعار بالتسليم
composer-copy = الاحتفاظ بنسخة في المرسل
composer-trouble = لم تُرسل
composer-rich = نص منسّق
composer-markdown = الكتابة بـ Markdown
composer-markdown-mark = Markdown
composer-markdown-hint = تُرسل كما كُتبت، ومعها نسخة منسّقة.
composer-priority = الأولوية
composer-priority-high = عالية
composer-priority-normal = عادية
composer-priority-low = منخفضة
composer-templates = إدراج قالب
composer-discard = تجاهل
composer-minimise = تصغير
composer-restore = استعادة
composer-maximise = تكبير
composer-dock = تثبيت على الحافة
composer-window = الكتابة في نافذة مستقلة
composer-close = حفظ وإغلاق
composer-closed = حُفظت كمسودة.
composer-discarded = تم تجاهل الرسالة.
composer-resent = تُرسل الرسالة كما هي؛ المستلمون وحدهم جدد.
composer-drop = أفلت الملفات هنا لإرفاقها
composer-add-field = إضافة { $field }
composer-people-count = { $count ->
    [zero] لا مستلمين.
    [one] مستلم واحد. السهم الأيمن للوصول إليه.
    [two] مستلمان. السهم الأيمن للوصول إليهما.
    [few] { $count } مستلمين. السهم الأيمن للوصول إليهم.
    [many] { $count } مستلمًا. السهم الأيمن للوصول إليهم.
   *[other] { $count } مستلم. السهم الأيمن للوصول إليهم.
}
composer-files = الملفات المرفقة
composer-files-of = { $size } من { $limit } على الأكثر
composer-files-over = أكبر من أن تُرسل.
composer-files-added = { $count ->
    [zero] لم يُرفق أي ملف.
    [one] أُرفق ملف واحد.
    [two] أُرفق ملفان.
    [few] أُرفقت { $count } ملفات.
    [many] أُرفق { $count } ملفًا.
   *[other] أُرفق { $count } ملف.
}
composer-file-remove = إزالة { $name }
composer-file-gone = لم يعد من الممكن قراءة هذا الملف.
# Beginnings of words, in lower case, that speak of something attached.
composer-attachment-words = مرفق المرفق مرفقات أرفقت مرفقة attach
composer-window-unkept = لا يحتفظ هذا المتصفح بشيء يمكن لنافذة مستقلة أن تتابع منه.
kept-local = محفوظة على هذا الجهاز
kept-not = غير محفوظة على هذا الجهاز
kept-not-why = لا يحتفظ هذا المتصفح بشيء، لذلك يُحفظ ما تكتبه على الخادم كلما توقفت.
kept-saving = جارٍ الحفظ…
kept-saved = حُفظت { $time }
kept-refused = لم تُحفظ على الخادم
kept-changed-elsewhere = تغيّرت في مكان آخر: حُفظت النسختان
chip-edit = تحرير
chip-remove = إزالة
chip-remove-name = إزالة { $name }
chip-removed = أُزيل { $name }.
chip-move = نقل إلى { $field }
chip-wrong-name = { $name }: هذا ليس عنوانًا
suggestions = اقتراحات
suggestions-group = { $count ->
    [zero] مجموعة فارغة
    [one] مجموعة من شخص واحد
    [two] مجموعة من شخصين
    [few] مجموعة من { $count } أشخاص
    [many] مجموعة من { $count } شخصًا
   *[other] مجموعة من { $count } شخص
}
ask-no-recipient = لم يُحدد بعد لمن تذهب الرسالة.
ask-wrong = هذا ليس عنوانًا: { $addresses }
ask-too-large = حجمها { $size }؛ وخادم بريدك يقبل { $limit } على الأكثر.
ask-no-subject = أتريد إرسالها بلا موضوع؟
ask-nothing-attached = كتبت عن مرفق، ولا شيء مرفق. أتريد إرسالها هكذا؟
ask-loses-looks = تفقد الرسالة تنسيقها وصورها إن صارت نصًا عاديًا.
ask-make-plain = تحويل إلى نص عادي
ask-back = رجوع
ask-send-anyway = إرسال على أي حال
sent-leaving = جارٍ إرسال «{ $subject }»
sent-done = أُرسلت: «{ $subject }»
sent-failed = لم تُرسل «{ $subject }».
sent-unknown = ربما لم تُرسل «{ $subject }».
sent-show = إظهار
outbox = الصادر
outbox-empty = لا شيء في الطريق.
outbox-held = تُرسل بعد لحظات.
outbox-queued = تنتظر الإرسال.
outbox-retry = لم تُرسل بعد؛ المحاولة التالية: { $time }.
outbox-submitting = في الطريق: { $sent } من { $total }
outbox-progress = مدى التقدّم
outbox-copying = أُرسلت؛ ويجري حفظ نسختها.
outbox-copy-refused = أُرسلت. رُفضت نسخة المرسل، وستُعاد المحاولة.
outbox-sent = أُرسلت.
outbox-failed = لم تُرسل.
outbox-unknown = هل أُرسلت؟
outbox-edit = تحرير
outbox-edit-this = تحرير «{ $subject }»
outbox-again = إرسال مجددًا
outbox-again-this = إرسال مجددًا: «{ $subject }»
outbox-discard = تجاهل
outbox-discard-this = تجاهل «{ $subject }»
outbox-was-sent = لقد أُرسلت
outbox-was-sent-this = لقد أُرسلت «{ $subject }»
recovered-title = كنت لا تزال تكتب
recovered-later = لاحقًا
recovered-go-on = متابعة
recovered-go-on-with = متابعة «{ $subject }»
recovered-discard = تجاهل
recovered-discard-this = تجاهل «{ $subject }»
logout-title = ليس كل شيء على الخادم
logout-drafts = هذه المسودات على هذا الجهاز وحده:
logout-outgoing = هذه الرسائل لم تُرسل بعد:
logout-contacts = { $count ->
    [zero] لم تتغير أي جهة اتصال.
    [one] تغيّرت جهة اتصال، ولم تصل إلى الحساب بعد.
    [two] تغيّرت جهتا اتصال، ولم تصلا إلى الحساب بعد.
    [few] تغيّرت { $count } جهات اتصال، ولم تصل إلى الحساب بعد.
    [many] تغيّرت { $count } جهة اتصال، ولم تصل إلى الحساب بعد.
   *[other] تغيّرت { $count } جهة اتصال، ولم تصل إلى الحساب بعد.
}
logout-settings = تغيّرت إعدادات، ولم تصل إلى الحساب بعد.
logout-anyway = تسجيل الخروج وفقدانها
logout-stay = البقاء

## Problems

notice-dismiss = إخفاء
notices = إشعارات
problem-server-words = يقول الخادم: { $words }
problem-details = بالتفصيل: { $words }
problem-wrong-credentials = اسم المستخدم أو كلمة المرور غير صحيحة.
problem-login-not-possible = لا يسمح هذا الخادم لـ Porthole بتسجيل الدخول بكلمة مرور.
problem-account-needs-attention = يحتاج حسابك إلى معالجة قبل أن تتمكن من تسجيل الدخول. اسأل من يدير خادم بريدك.
problem-server-busy = خادم البريد مشغول. حاول مجددًا بعد قليل.
problem-unknown-upstream = لم يُضبط Porthole لخادم البريد هذا.
problem-server-unreachable = تعذّر الوصول إلى خادم البريد.
problem-certificate-invalid = شهادة خادم البريد غير صالحة، لذلك لم يُنشأ اتصال.
problem-start-tls-failed = لم يعرض خادم البريد اتصالًا معمّى، لذلك لم يُنشأ اتصال.
problem-proxy-unreachable = تعذّر الوصول إلى خادم Porthole.
problem-proxy-refused = رفض خادم Porthole الاتصال.
problem-connection-lost = انقطع الاتصال.
problem-server-silent = لا يجيب خادم البريد.
problem-server-goodbye = أنهى خادم البريد الجلسة.
problem-not-imap = ما أجاب ليس خادم بريد.
problem-mailbox-unavailable = هذا المجلد غير موجود، أو لا يجوز فتحه.
problem-uid-validity-changed = أُنشئ هذا المجلد من جديد على الخادم، لذلك أُعيد تحميله.
problem-message-gone = لم تعد هذه الرسالة موجودة.
problem-change-refused = رفض الخادم التغيير، فأُلغي.
problem-over-quota = لم تبقَ مساحة على خادم البريد.
problem-too-large = هذا أكبر مما يقبله خادم البريد.
problem-not-permitted = لا يجوز لك فعل هذا هنا.
problem-already-exists = يوجد مجلد بهذا الاسم بالفعل.
problem-not-offered = لا يستطيع خادم بريدك فعل هذا.
problem-changed-elsewhere = تغيّر في مكان آخر في هذه الأثناء.
problem-server-refused = رفض الخادم.
problem-sender-refused = لا يقبل خادم بريدك بريدًا من عنوانك هذا.
problem-recipients-refused = لم يقبل خادم بريدك البريد إلى هذا المستلم.
problem-delivery-unknown = انقطع الاتصال في اللحظة الأخيرة: ربما أُرسلت رسالتك وربما لا.
problem-message-refused = لم يقبل خادم بريدك الرسالة.
problem-limit-exceeded = هذا أكبر مما يستطيع Porthole معالجته.
problem-server-alert = كلمة من خادم بريدك:
problem-file-unreadable = تعذّرت قراءة ملف أو حفظه في هذا المتصفح.
problem-not-kept = لا يُفيد هذا المتصفح بما يحتفظ به. تنتظر الرسالة كي لا يُرسَل شيء مرتين.
problem-read-by-structure = تعذّر جلب هذه الرسالة كاملة، لذلك تُعرض كما فصّلها خادم البريد. قد ينقصها شيء.
problem-undecodable = تعذّرت قراءة جزء من هذه الرسالة.
problem-internal = حدث خطأ في Porthole نفسه.
stopped-title = توقّف Porthole عن العمل
stopped-text = لم يتضرر شيء على الخادم. أعد تحميل الصفحة للمتابعة.
stopped-reload = إعادة التحميل

## The editor

editor-tools = التنسيق
editor-bold = عريض
editor-italic = مائل
editor-underline = مسطّر
editor-strike = يتوسطه خط
editor-letters = الخط والحجم
editor-font = الخط
editor-font-sans = بلا زوائد
editor-font-serif = بزوائد
editor-font-fixed = عرض ثابت
editor-size = الحجم
editor-size-small = صغير
editor-size-normal = عادي
editor-size-large = كبير
editor-size-huge = كبير جدًا
editor-colour = اللون
editor-colour-none = كالمعتاد
editor-colour-red = أحمر
editor-colour-orange = برتقالي
editor-colour-green = أخضر
editor-colour-blue = أزرق
editor-colour-violet = بنفسجي
editor-colour-grey = رمادي
editor-colour-yellow = أصفر
editor-colour-pink = وردي
editor-colour-text = النص
editor-colour-ground = التمييز
editor-bullets = قائمة نقطية
editor-numbers = قائمة مرقّمة
editor-indent = زيادة المسافة البادئة
editor-outdent = إنقاص المسافة البادئة
editor-align = المحاذاة
editor-align-start = إلى البداية
editor-align-centre = توسيط
editor-align-end = إلى النهاية
editor-link = رابط
editor-link-address = العنوان
editor-link-text = النص
editor-link-set = وضع الرابط
editor-link-remove = إزالة الرابط
editor-link-wrong = هذا لا يقود إلى أي مكان. أدخل عنوان ويب أو بريد.
editor-image = صورة
editor-picture-size = حجم الصورة
editor-picture-small = صغيرة
editor-picture-medium = متوسطة
editor-picture-full = الحجم الكامل
editor-code = شيفرة
editor-clear = مسح التنسيق

## Contacts

contacts-list = جهات الاتصال
contacts-detail = جهة الاتصال
contacts-tools = إجراءات جهة الاتصال
contacts-new = جهة اتصال جديدة
contacts-more = المزيد عن جهات الاتصال
contacts-search = البحث في جهات الاتصال
contacts-count = { $count ->
    [zero] لا جهات اتصال
    [one] جهة اتصال واحدة
    [two] جهتا اتصال
    [few] { $count } جهات اتصال
    [many] { $count } جهة اتصال
   *[other] { $count } جهة اتصال
}
contacts-loading = جارٍ التحميل…
contacts-saving = { $contacts }، جارٍ الحفظ…
contacts-refused = لم تُحفظ بعد، وستُعاد المحاولة.
contacts-refused-because = لم تُحفظ بعد: { $words }
contacts-all = كل جهات الاتصال
contacts-group = مجموعة
contacts-groups = المجموعات
contacts-group-new = مجموعة جديدة…
contacts-group-name = اسم المجموعة
contacts-group-rename = إعادة تسمية المجموعة…
contacts-group-remove = حذف المجموعة
contacts-group-write = الكتابة إلى المجموعة
contacts-in-groups = في { $groups }
contacts-import = استيراد vCard…
contacts-export-all = تصدير الكل
contacts-export = تصدير
contacts-write = كتابة
contacts-edit = تحرير
contacts-remove = حذف
contacts-back = العودة إلى القائمة
contacts-save = حفظ
contacts-cancel = إلغاء
contacts-saved = حُفظت
contacts-nobody = أعطِ جهة الاتصال اسمًا أو عنوانًا أولًا.
contacts-added = { $name } في جهات اتصالك.
contacts-removed-one = حُذف { $name }.
contacts-removed = { $count ->
    [zero] لم تُحذف أي جهة اتصال.
    [one] حُذفت جهة اتصال واحدة.
    [two] حُذفت جهتا اتصال.
    [few] حُذفت { $count } جهات اتصال.
    [many] حُذفت { $count } جهة اتصال.
   *[other] حُذفت { $count } جهة اتصال.
}
contacts-unsaved = لم تُحفظ تغييراتك في «{ $name }».
contacts-go-on = متابعة التحرير
contacts-undo = تراجع
contacts-gone = لم تعد جهة الاتصال هذه موجودة.
contacts-choose-one = اختر جهة اتصال لتراها هنا.
contacts-choose = تحديد { $name }
contacts-chosen = { $count ->
    [zero] لا شيء محدد
    [one] واحدة محددة
    [two] اثنتان محددتان
    [few] { $count } محددة
    [many] { $count } محددة
   *[other] { $count } محددة
}
contacts-chosen-tools = إجراءات جهات الاتصال المحددة
contacts-choose-none = إلغاء التحديد
contacts-empty-title = لا جهات اتصال بعد
contacts-empty-text = أضف أحدًا، أو استورد ملف vCard من برنامج آخر.
contacts-none-found-title = لم يُعثر على أحد
contacts-none-found-text = بُحث في الأسماء والعناوين والأرقام والمؤسسات.
contacts-group-empty-title = لا أحد في هذه المجموعة
contacts-group-empty-text = حدد جهات اتصال وأضفها إلى المجموعة.
contacts-imported = { $count ->
    [zero] لم تُستورد أي جهة اتصال.
    [one] استُوردت جهة اتصال واحدة.
    [two] استُوردت جهتا اتصال.
    [few] استُوردت { $count } جهات اتصال.
    [many] استُوردت { $count } جهة اتصال.
   *[other] استُوردت { $count } جهة اتصال.
}
contacts-imported-merged = { $count ->
    [zero] لم تُكمَّل أي جهة موجودة.
    [one] واحدة أكملت جهة موجودة.
    [two] اثنتان أكملتا جهات موجودة.
    [few] { $count } أكملت جهات موجودة.
    [many] { $count } أكملت جهات موجودة.
   *[other] { $count } أكملت جهات موجودة.
}
contacts-imported-known = { $count ->
    [zero] لم تكن أي منها موجودة.
    [one] واحدة كانت موجودة بالفعل.
    [two] اثنتان كانتا موجودتين بالفعل.
    [few] { $count } كانت موجودة بالفعل.
    [many] { $count } كانت موجودة بالفعل.
   *[other] { $count } كانت موجودة بالفعل.
}
contacts-imported-skipped = { $count ->
    [zero] قُرئت كلها.
    [one] واحدة تعذّرت قراءتها.
    [two] اثنتان تعذّرت قراءتهما.
    [few] { $count } تعذّرت قراءتها.
    [many] { $count } تعذّرت قراءتها.
   *[other] { $count } تعذّرت قراءتها.
}
contacts-imported-cut = الملف طويل جدًا: تُرك الباقي.
contacts-import-failed = تعذّرت قراءة { $name }.
contacts-given = الاسم الأول
contacts-family = اسم العائلة
contacts-organization = المؤسسة
contacts-title = المسمى الوظيفي
contacts-nickname = اللقب
contacts-street = الشارع
contacts-code = الرمز البريدي
contacts-town = المدينة
contacts-region = المنطقة
contacts-country = البلد
contacts-birthday-form = ‎1990-12-31 أو ‎--12-31
contacts-birthday-wrong = اكتبه بالصيغة ‎1990-12-31، أو بالصيغة ‎--12-31 دون سنة.
contacts-add-entry = إضافة: { $name }
contacts-entry-remove = إزالة هذا السطر
contacts-label-none = بلا تسمية
contacts-label-of = تسمية { $name }
contacts-photo = صورة
contacts-photo-add = إضافة صورة
contacts-photo-replace = تبديل الصورة
contacts-photo-remove = إزالة الصورة
contacts-photo-failed = هذا الملف ليس صورة يمكن عرضها.
person-add-contact = إضافة إلى جهات الاتصال
contact-add = إضافة إلى جهات الاتصال

## Settings

task-settings = الإعدادات
settings = الإعدادات
settings-sections = أقسام الإعدادات
settings-appearance = المظهر
settings-reading = القراءة
settings-writing = الكتابة
settings-identities = الهويات
settings-templates = القوالب
settings-keyboard = لوحة المفاتيح
settings-notifications = الإشعارات
settings-privacy = الخصوصية
settings-account = الحساب
settings-ruled = ضبطه المدير للجميع
settings-keeping = جارٍ الحفظ…
settings-kept = حُفظت في حسابك
settings-refused = لم تُحفظ
settings-images = مرسلون تُعرض صورهم دائمًا
settings-images-elsewhere = صور من مكان آخر
settings-images-hint = تخبر مرسلها بأن الرسالة قُرئت، وتبقى محجوبة حتى تُظهرها.
settings-images-all = إظهارها دائمًا إلا في البريد المزعج
settings-images-none = لا أحد بعد. تعرض ذلك الرسائل التي حُجبت صورها.
settings-images-forget = عدم إظهار صورهم بعد الآن
settings-format = الرسائل الجديدة
settings-format-rich = نص منسّق
settings-format-plain = نص عادي
settings-format-markdown = نص عادي بـ Markdown
settings-replies = الردود
settings-reply-above = الكتابة فوق الاقتباس
settings-reply-below = الكتابة تحت الاقتباس
settings-quote = اقتباس الرسالة
settings-sending = الإرسال
settings-undo = الثواني التي يمكن فيها استرجاع رسالة
settings-undo-hint = مع 0 تُرسل فورًا.
settings-undo-wrong = أدخل رقمًا من 0 إلى 120.
settings-collect = اقتراح من كتبت إليهم
settings-identity-add = إضافة هوية
settings-identity-new = هوية جديدة
settings-identity-default = الافتراضية
settings-identity-name = الاسم المعروض
settings-identity-address = البريد الإلكتروني
settings-identity-reply-to = الرد إلى
settings-identity-reply-to-hint = أين تذهب الردود، إن كانت إلى مكان آخر.
settings-identity-bcc = نسخة مخفية
settings-identity-bcc-hint = يحصل دائمًا على نسخة مخفية.
settings-identity-signature = التوقيع
settings-identity-make-default = جعلها الافتراضية
settings-identity-remove = حذف الهوية
settings-address-wrong = هذا ليس عنوان بريد إلكتروني.
settings-addresses-wrong = أحدها ليس عنوان بريد إلكتروني.
settings-rich = نص منسّق
settings-no-pictures = لا يمكن أن تحتوي التوقيعات والقوالب على صور أو ملفات.
settings-templates-none = لا قوالب بعد.
settings-template-add = إضافة قالب
settings-template-new = قالب جديد
settings-template-name = الاسم
settings-template-name-missing = يحتاج القالب إلى اسم.
settings-template-subject = الموضوع
settings-template-subject-hint = اتركه فارغًا للإبقاء على موضوع الرسالة.
settings-template-body = النص
settings-template-placeholders = عند استخدام القالب تحلّ محل هذه الكلمات ما يكون معروفًا حينها. وما ليس معروفًا يبقى لتملأه.
settings-placeholder-name = اسم المستلم
settings-placeholder-first-name = الاسم الأول للمستلم
settings-placeholder-address = عنوان المستلم
settings-placeholder-subject = الموضوع
settings-placeholder-me = اسمك
settings-placeholder-date = تاريخ اليوم
settings-placeholder-cursor = حيث تتابع الكتابة
settings-template-use = كتابة رسالة به
settings-template-remove = حذف القالب
settings-removed = حُذف «{ $name }».
settings-account-who = الحساب المسجّل دخوله
settings-account-user = المستخدم
settings-account-server = خادم البريد
settings-file = الإعدادات كملف
settings-file-hint = الهويات والتواقيع والقوالب وكل ما ضُبط هنا، للحفظ أو للنقل إلى حساب آخر.
settings-export = تصدير
settings-import = استيراد
settings-import-file = ملف إعدادات
settings-import-title = استيراد الإعدادات
settings-import-changed = يتغيّر
settings-import-added = يُضاف
settings-import-removed = يُزال
settings-import-becomes = يتغيّر من «{ $before }» إلى «{ $after }»
settings-import-same = يحتوي هذا الملف على ما هو مضبوط بالفعل.
settings-import-cut = نهاية هذا الملف مفقودة، أو كتبته نسخة أخرى. ولا يُزال شيء.
settings-import-damaged = { $count ->
    [zero] كل أسطر هذا الملف مقروءة.
    [one] سطر واحد من هذا الملف لا يمكن قراءته فيُترك. ولا يُزال شيء.
    [two] سطران من هذا الملف لا يمكن قراءتهما فيُتركان. ولا يُزال شيء.
    [few] { $count } أسطر من هذا الملف لا يمكن قراءتها فتُترك. ولا يُزال شيء.
    [many] { $count } سطرًا من هذا الملف لا يمكن قراءتها فتُترك. ولا يُزال شيء.
   *[other] { $count } سطر من هذا الملف لا يمكن قراءتها فتُترك. ولا يُزال شيء.
}
settings-import-now = استيراد هذه الإعدادات
settings-import-cancel = ترك كل شيء كما هو
settings-imported = استُوردت الإعدادات.
settings-import-wrong = لا يحتوي هذا الملف على إعدادات Porthole. لم يتغير شيء.
setting-default-identity = الهوية الافتراضية
setting-favourite = مجلد مفضل
setting-folder-colour = لون المجلد
setting-identity = هوية
setting-label = وسم
setting-nothing = لا شيء
setting-of = { $name }: { $value }
setting-remote-from = مرسل تُعرض صوره
setting-search = بحث محفوظ
setting-template = قالب
setting-welcomed = أُجيب عن الأسئلة الأولى

## Notifications

alert-new-mail = بريد جديد
alert-line = { $sender }: { $subject }
alert-in = { $what } في { $mailbox }
alert-notifications = على سطح المكتب هذا
alert-on = إعلامي بالبريد الجديد
alert-hint = أثناء انشغالك بشيء آخر. يسألك متصفحك أولًا.
alert-missing = لا يستطيع هذا المتصفح عرض الإشعارات هنا. يلزم متصفح لسطح المكتب وعنوان بـ https.
alert-denied = لا يسمح هذا المتصفح لـ Porthole بإعلامك. يمكنك السماح بذلك في إعدادات المتصفح لهذا الموقع.
alert-unasked = لم يُسأل هذا المتصفح بعد.
alert-ask = السماح في هذا المتصفح
alert-try = إظهار إشعار الآن
alert-sample-title = هذا إشعار
alert-sample-text = هكذا يُعلن عن البريد الجديد.
alert-words = يذكر الإشعار
alert-words-full = المرسل والموضوع
alert-words-little = وجود بريد جديد فقط
alert-sound = الصوت
alert-sound-on = تشغيل صوت هادئ
alert-sound-play = تشغيله الآن
alert-folders = مجلدات يُعلن عنها أيضًا
alert-folders-hint = يُعلن دائمًا عن البريد الجديد في الوارد.

## What this browser keeps

privacy-kept = ما يحفظه هذا المتصفح
privacy-kept-session = جلستك
privacy-kept-session-hint = معمّاة، كي لا تطلب إعادة التحميل كلمة مرور. حتى تسجّل الخروج أو تغلق اللسان.
privacy-kept-unsent = ما تكتبه
privacy-kept-unsent-hint = المسودات والرسائل والتغييرات حتى تصل إلى حسابك.
privacy-kept-look = ما تفضّله
privacy-kept-look-hint = الألوان والأعراض وتفضيلاتك، كي لا يتحرك شيء عند فتح الصفحة.
privacy-kept-searches = عمليات البحث الأخيرة والمجلدات التي نُقل إليها البريد
privacy-kept-searches-hint = حتى تسجّل الخروج.
privacy-kept-size = المستخدم: { $size }. لا يُخزَّن البريد نفسه هنا أبدًا.
privacy-forget = نسيان هذا الحاسوب
privacy-forget-hint = لحاسوب ليس لك: يسجّل خروجك ويمسح كل ما يحفظه Porthole في هذا المتصفح.
privacy-forget-button = نسيان هذا الحاسوب…
privacy-forget-wipes = يُسجَّل خروجك في كل الألسنة، ويُمسح ما يلي من هذا المتصفح:
privacy-wiped-session = الجلسة ومفتاحها
privacy-wiped-look = نسخة التفضيلات، لكل من استخدم هذا المتصفح
privacy-wiped-searches = عمليات البحث الأخيرة والمجلدات التي نُقل إليها البريد
privacy-wiped-files = المسودات والرسائل والملفات المنتظرة هنا
privacy-forget-account = ما لم يُرسل أو يُحفظ يُنقل أولًا إلى حسابك؛ وإن تعذّر ذلك تُسأل. ويبقى حسابك نفسه كما هو.
privacy-forget-now = النسيان الآن
privacy-forget-stay = البقاء مسجّل الدخول

## The first visit

welcome = مرحبًا
welcome-text = بعض الأسئلة، مرة واحدة. يمكن تغيير كل شيء لاحقًا في الإعدادات.
welcome-name = اسمك كما يراه الآخرون
welcome-notify = إعلامي بالبريد الجديد
welcome-begin = أجب عنها الآن
welcome-done = تم
welcome-skip = تخطٍّ

## How the page looks

look-theme = الألوان
look-theme-system = حسب النظام
look-theme-light = فاتح
look-theme-dark = داكن
look-theme-contrast = تباين عالٍ
look-language = اللغة
look-language-system = حسب النظام
look-layout = التخطيط
look-layout-wide = الرسالة بجانب القائمة
look-layout-stacked = الرسالة تحت القائمة
look-layout-list = القائمة وحدها؛ وتأخذ الرسالة مكانها
look-density = الكثافة
look-density-comfortable = مريحة
look-density-normal = عادية
look-density-compact = متراصة، سطر لكل رسالة
look-columns = الأعمدة
look-columns-hint = تظهر بجانب الموضوع حين تكون كل رسالة سطرًا واحدًا.
look-column-people = من أو إلى
look-column-preview = الكلمات الأولى
look-column-answered = رُد عليها، أُعيد توجيهها
look-column-attachment = المرفق
look-column-size = الحجم
look-column-date = التاريخ
look-column-flag = التمييز
look-list = قائمة الرسائل
look-conversations = صف واحد لكل محادثة
look-swipes = تمرير الصفوف
look-swipes-hint = على شاشات اللمس.
look-swipe-left = التمرير إلى اليسار
look-swipe-right = التمرير إلى اليمين
look-swipe-read = التعليم كمقروءة أو غير مقروءة
look-swipe-nothing = لا شيء
look-groups = التجميع حسب التاريخ
group-today = اليوم
group-yesterday = أمس
group-this-week = هذا الأسبوع
group-last-week = الأسبوع الماضي
group-this-month = سابقًا هذا الشهر
group-last-month = الشهر الماضي
group-older = أقدم
list-look = التخطيط والكثافة
list-sort = ترتيب
sort-by = الترتيب حسب
sort-arrival = الوصول
sort-date = التاريخ
sort-from = المرسل
sort-to = المستلم
sort-subject = الموضوع
sort-size = الحجم
sort-conversations = المحادثات
sort-direction = الاتجاه
sort-newest = الأحدث أولًا
sort-oldest = الأقدم أولًا
sort-largest = الأكبر أولًا
sort-smallest = الأصغر أولًا
sort-a-to-z = من الألف إلى الياء
sort-z-to-a = من الياء إلى الألف
list-read-only = يمكنك قراءة الرسائل هنا، لكن لا يمكنك تغييرها.
list-arrange = تصفية وترتيب
filter-unread = غير مقروءة
filter-flagged = مميّزة
filter-attachment = مرفقات

## Searching

search-field = البحث في الرسائل
search-clear = مسح البحث
search-suggestions = اقتراحات
search-scope = البحث في
search-scope-here = { $folder }
search-scope-below = { $folder } ومجلداته الفرعية
search-scope-all = كل المجلدات عدا المهملات والمزعج
search-enter = هذه موجودة هنا. اضغط Enter للبحث في الكل.
search-going = جارٍ البحث…
search-found = { $count ->
    [zero] لم يُعثر على شيء
    [one] عُثر على واحدة
    [two] عُثر على اثنتين
    [few] عُثر على { $count }
    [many] عُثر على { $count }
   *[other] عُثر على { $count }
}
search-progress = { $done } من { $total } مجلدات، { $found }
search-failed = { $found }. تعذّر البحث في { $folders }.
search-stop = إيقاف
search-everywhere = البحث في كل مكان
search-texts = البحث في النصوص أيضًا
search-save = حفظ هذا البحث
search-unsave = نسيان هذا البحث
search-edit-this = إعادة تسمية هذا البحث أو نسيانه
search-edit = إعادة تسمية البحث { $name } أو نسيانه
search-keep-title = بحث محفوظ
search-name = الاسم
search-keep = حفظ
search-kept = حُفظ البحث.
search-nothing-title = لم يُعثر على شيء
search-nothing-text = لا رسالة هنا تطابق. جرّب كلمات أخرى، أو ابحث في كل مكان.
searches = عمليات البحث
search-note-from = من كتبها
search-note-to = لمن هي
search-note-subject = كلمات من الموضوع
search-note-has = لها مرفقات
search-note-is = غير مقروءة، مميّزة، مجاب عنها…
search-note-in = مجلد
search-note-anywhere = المهملات والمزعج أيضًا
search-note-day = مثل 2024 أو 2024-03 أو 2024-03-31
search-note-label = وسم
search-note-text = كلمات من الرسالة

# Keys, as they are called on keyboards where the language is written.
key-ctrl = Ctrl
key-alt = Alt
key-shift = Shift
key-escape = Esc
key-enter = Enter
key-space = مسافة
key-delete = Delete
key-backspace = Backspace
key-insert = Insert
key-home = Home
key-end = End
key-page-up = Page ↑
key-page-down = Page ↓
key-menu = القائمة
